using Microsoft.AspNetCore.Http.HttpResults;

namespace Governance.JointPersons;

/// <summary>Lists who holds posts in both councils, as both have it on record.</summary>
public static class FindJointPersons
{
    public static void MapJointPersons(this IEndpointRouteBuilder api)
    {
        var persons = api.MapGroup("/joint-persons").WithTags("Joint persons");
        persons.MapGet("/", Handle).RequireOfficer("governance-officer", "monitoring-officer", "auditor").WithName(nameof(FindJointPersons));
        persons.MapRecordJointPerson();
        persons.MapEndJointPerson();
    }

    private static async Task<Ok<List<JointPersonView>>> Handle(GovernanceDb db, CancellationToken cancellationToken) =>
        TypedResults.Ok((await db.JointPersons.AsNoTracking().OrderBy(record => record.Reference).ToListAsync(cancellationToken))
            .ConvertAll(JointPersonView.Of));
}

/// <summary>A joint person as officers of both councils read it.</summary>
public sealed record JointPersonView(
    string Reference, string State, IReadOnlyDictionary<string, string> SignIns, string Reason, string RecordedBy,
    DateTimeOffset RecordedAt, string? EndingAskedBy, DateTimeOffset? EndedAt)
{
    public static JointPersonView Of(JointPersonRecord record) => new(
        record.Reference, record.State,
        record.Officers.ToDictionary(officer => officer.Council, officer => officer.SignIn, StringComparer.Ordinal),
        record.Reason, record.RecordedBy, record.RecordedAt, record.EndingAskedBy, record.EndedAt);
}
