using System.ComponentModel.DataAnnotations;
using Governance.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Governance.JointPersons;

/// <summary>Puts on record that one person signs in at both councils. From then on their two sign-ins are one key, in every service.</summary>
public static class RecordJointPerson
{
    /// <param name="Reference">For example <c>JP-DCS</c>.</param>
    /// <param name="SignIns">By council, the sign-in there: both councils, the caller's among them.</param>
    /// <param name="Reason">Which posts the person holds.</param>
    public sealed record Request(
        [Reference] string Reference, IReadOnlyDictionary<string, string> SignIns, [StringLength(2000, MinimumLength = 10)] string Reason);

    public static void MapRecordJointPerson(this IEndpointRouteBuilder persons) =>
        persons.MapPost("/", Handle).RequireOfficer("governance-officer", "monitoring-officer").WithName(nameof(RecordJointPerson));

    private static async Task<Results<Created<JointPersonView>, ProblemHttpResult>> Handle(
        Request request, Caller caller, GovernanceDb db, BusinessClock clock, CouncilsThatSignIn councils, CancellationToken cancellationToken)
    {
        var signIns = request.SignIns.OrderBy(signIn => signIn.Key, StringComparer.Ordinal).ToList();
        if (signIns.Count != 2 || !request.SignIns.ContainsKey(caller.Council)
            || signIns.Exists(signIn => !councils.All.Contains(signIn.Key) || signIn.Value.Length is 0 or > 200
                || string.IsNullOrWhiteSpace(signIn.Value)))
        {
            return Problems.Invalid("signIns",
                $"Give the sign-in of the person at {caller.Council} and at the other council: {string.Join(", ", councils.All)}.");
        }

        if (signIns.Exists(signIn => caller.Officer == new Officer(signIn.Key, signIn.Value)))
        {
            return new Refusal("speaks-of-themselves", "The person whom the record is about can't make it. Ask a colleague.").ToProblem();
        }

        var live = await db.JointPersons.AsNoTracking().Where(record => record.EndedAt == null).ToListAsync(cancellationToken);
        if (live.Find(record => record.Officers.Any(officer => signIns.Contains(new(officer.Council, officer.SignIn)))) is { } known)
        {
            return new Refusal("recorded-already", $"{known.Reference} speaks of one of these sign-ins already. End it first.").ToProblem();
        }

        var record = new JointPersonRecord
        {
            Reference = request.Reference,
            Parties = [.. signIns.Select(signIn => signIn.Key)],
            SignIns = [.. signIns.Select(signIn => signIn.Value)],
            Reason = request.Reason,
            RecordedBy = caller.Council,
            RecordedAt = clock.GetUtcNow(),
        };
        db.JointPersons.Add(record);
        db.Outbox.Enqueue($"joint-person/{record.Reference}", new JointPersonRecorded
        {
            JointPersonReference = record.Reference, SignIns = request.SignIns, OccurredAt = record.RecordedAt,
        });
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(RecordJointPerson), record.Reference, request.Reason));
        return await db.SaveAsync(cancellationToken) is { } taken
            ? taken.ToProblem()
            : TypedResults.Created($"/api/governance/v1/joint-persons/{record.Reference}", JointPersonView.Of(record));
    }
}
