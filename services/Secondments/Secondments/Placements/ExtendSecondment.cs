using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Secondments.Authorities;
using Secondments.Contracts;
using Secondments.JointPersons;
using ServiceDefaults.Messaging;
using ServiceDefaults;
using Values;

namespace Secondments.Placements;

/// <summary>A later last day, once both councils have asked for the same one. Recharging hears of it and charges the added days.</summary>
public static class ExtendSecondment
{
    public sealed record Request(DateOnly NewLastDay, [property: StringLength(2000, MinimumLength = 10)] string Reason);

    public static void MapExtendSecondment(this IEndpointRouteBuilder secondments) =>
        secondments.MapPost("/{reference}/extension", Handle).RequireOfficer(Roles.HrApprover).WithName(nameof(ExtendSecondment))
            .WithSummary("Asks for a later last day, or agrees to the one that the other council asked for");

    private static async Task<Results<Ok<SecondmentView>, Accepted<SecondmentView>, ProblemHttpResult>> Handle(
        string reference, Request request, Caller caller, SecondmentsDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        var secondment = await db.SecondmentToChangeAsync(reference, cancellationToken);
        if (secondment is null)
        {
            return ViewSecondment.NoSuchSecondment(reference);
        }

        var authorities = await db.Authorities.AsNoTracking().ToListAsync(cancellationToken);
        var uncovered = request.NewLastDay <= secondment.LastDay ? null : Authority.FirstUncoveredDay(
            authorities, secondment.HomeCouncil, secondment.HostCouncil, new DateRange(secondment.LastDay.AddDays(1), request.NewLastDay));
        var asked = new PendingChange
        {
            Kind = ChangeKind.Extension,
            Day = request.NewLastDay,
            AskedByCouncil = caller.Council,
            AskedByOfficer = caller.Subject,
            Reason = request.Reason,
        };
        if (secondment.Extend(await db.KeyHolderAsync(caller, cancellationToken), asked, uncovered, clock.Today()) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(ExtendSecondment), reference, request.Reason));
        if (secondment.PendingChange is not null)
        {
            await db.SaveChangesAsync(cancellationToken);
            return TypedResults.Accepted((string?)null, await db.ShowAsync(secondment, clock, cancellationToken));
        }

        if (await db.PlaceAsync(reference, secondment.Placements(), cancellationToken) is { } tooMuch)
        {
            return tooMuch.ToProblem();
        }

        db.Outbox.Enqueue($"secondment/{reference}", new SecondmentExtended
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
