using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Secondments.Contracts;
using Secondments.JointPersons;
using ServiceDefaults.Messaging;
using ServiceDefaults;

namespace Secondments.Placements;

/// <summary>The person returns to the substantive post after this day. From today on either council ends it; in the past both must ask for it.</summary>
public static class EndSecondment
{
    public sealed record Request(DateOnly LastDay, [property: StringLength(2000, MinimumLength = 10)] string Reason);

    public static void MapEndSecondment(this IEndpointRouteBuilder secondments) =>
        secondments.MapPost("/{reference}/ending", Handle).RequireOfficer(Roles.HrApprover).WithName(nameof(EndSecondment))
            .WithSummary("Ends a secondment before its planned last day");

    private static async Task<Results<Ok<SecondmentView>, Accepted<SecondmentView>, ProblemHttpResult>> Handle(
        string reference, Request request, Caller caller, SecondmentsDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        var secondment = await db.SecondmentToChangeAsync(reference, cancellationToken);
        if (secondment is null)
        {
            return ViewSecondment.NoSuchSecondment(reference);
        }

        var asked = new PendingChange
        {
            Kind = ChangeKind.EndingInThePast,
            Day = request.LastDay,
            AskedByCouncil = caller.Council,
            AskedByOfficer = caller.Subject,
            Reason = request.Reason,
        };
        if (secondment.End(await db.KeyHolderAsync(caller, cancellationToken), asked, clock.Today()) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(EndSecondment), reference, request.Reason));
        if (secondment.PendingChange is not null)
        {
            await db.SaveChangesAsync(cancellationToken);
            return TypedResults.Accepted((string?)null, await db.ShowAsync(secondment, clock, cancellationToken));
        }

        if (await db.PlaceAsync(reference, secondment.Placements(), cancellationToken) is { } tooMuch)
        {
            return tooMuch.ToProblem();
        }

        db.Outbox.Enqueue($"secondment/{reference}", new SecondmentEnded
        {
            SecondmentReference = reference,
            LastDay = secondment.LastDay,
            Reason = request.Reason,
            OccurredAt = clock.GetUtcNow(),
        });
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(await db.ShowAsync(secondment, clock, cancellationToken));
    }
}
