using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Secondments.Contracts;
using Secondments.JointPersons;
using ServiceDefaults.Messaging;
using ServiceDefaults;

namespace Secondments.Placements;

/// <summary>Another share from a day on, past or to come, once both councils have asked for the same. It splits the month that it falls in.</summary>
public static class VarySecondment
{
    public sealed record Request(DateOnly EffectiveFrom, [property: SharePercent] decimal HostSharePercent, [property: StringLength(2000, MinimumLength = 10)] string Reason);

    public static void MapVarySecondment(this IEndpointRouteBuilder secondments) =>
        secondments.MapPost("/{reference}/variation", Handle).RequireOfficer(Roles.HrApprover).WithName(nameof(VarySecondment))
            .WithSummary("Asks for another share, or agrees to the one that the other council asked for");

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
            Kind = ChangeKind.Variation,
            Day = request.EffectiveFrom,
            HostSharePercent = request.HostSharePercent,
            AskedByCouncil = caller.Council,
            AskedByOfficer = caller.Subject,
            Reason = request.Reason,
        };
        if (secondment.Vary(await db.KeyHolderAsync(caller, cancellationToken), asked, request.HostSharePercent, clock.Today()) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(VarySecondment), reference, request.Reason));
        if (secondment.PendingChange is not null)
        {
            await db.SaveChangesAsync(cancellationToken);
            return TypedResults.Accepted((string?)null, await db.ShowAsync(secondment, clock, cancellationToken));
        }

        if (await db.PlaceAsync(reference, secondment.Placements(), cancellationToken) is { } tooMuch)
        {
            return tooMuch.ToProblem();
        }

        db.Outbox.Enqueue($"secondment/{reference}", new SecondmentVaried
        {
            SecondmentReference = reference,
            EffectiveFrom = request.EffectiveFrom,
            HostSharePercent = request.HostSharePercent,
            Reason = request.Reason,
            OccurredAt = clock.GetUtcNow(),
        });
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(await db.ShowAsync(secondment, clock, cancellationToken));
    }
}
