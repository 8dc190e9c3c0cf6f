using System.ComponentModel.DataAnnotations;
using Governance.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Governance.JointPersons;

/// <summary>Both councils say, one after the other, that the two sign-ins are one person's no longer.</summary>
public static class EndJointPerson
{
    public sealed record Request([StringLength(2000, MinimumLength = 10)] string Reason);

    public static void MapEndJointPerson(this IEndpointRouteBuilder persons) =>
        persons.MapPost("/{reference}/ending", Handle)
            .RequireOfficer("governance-officer", "monitoring-officer").WithName(nameof(EndJointPerson));

    private static async Task<Results<Ok<JointPersonView>, ProblemHttpResult>> Handle(
        string reference, Request request, Caller caller, GovernanceDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync($"SELECT FROM joint_persons WHERE reference = {reference} FOR UPDATE", cancellationToken);
        if (await db.JointPersons.SingleOrDefaultAsync(one => one.Reference == reference, cancellationToken) is not { } record)
        {
            return Problems.NotFound($"There is no joint person {reference}.");
        }

        if (record.AskEnding(await db.KeyHolderAsync(caller, cancellationToken), clock.GetUtcNow()) is { } refusal)
        {
            return refusal.ToProblem();
        }

        if (record.EndedAt is { } endedAt)
        {
            db.Outbox.Enqueue($"joint-person/{reference}", new JointPersonEnded { JointPersonReference = reference, OccurredAt = endedAt });
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(EndJointPerson), reference, request.Reason));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(JointPersonView.Of(record));
    }
}
