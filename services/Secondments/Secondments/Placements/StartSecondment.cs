using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Secondments.Contracts;
using ServiceDefaults;
using ServiceDefaults.Messaging;

namespace Secondments.Placements;

/// <summary>The person starts under an authority that is live on that day; Recharging begins to charge. Before all have signed only by an approver with a reason.</summary>
public static class StartSecondment
{
    /// <param name="StartedOn">The planned first day when absent.</param>
    /// <param name="Reason">Needed only for a start before the last signature.</param>
    public sealed record Request(DateOnly? StartedOn = null, [property: StringLength(2000, MinimumLength = 10)] string? Reason = null);

    public static void MapStartSecondment(this IEndpointRouteBuilder secondments) =>
        secondments.MapPost("/{reference}/start", Handle).RequireOfficer(Roles.HrOfficer, Roles.HrApprover).WithName(nameof(StartSecondment))
            .WithSummary("Records that the person has started");

    private static async Task<Results<Ok<SecondmentView>, ProblemHttpResult>> Handle(
        string reference, Request request, Caller caller, SecondmentsDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        var secondment = await db.SecondmentToChangeAsync(reference, cancellationToken);
        if (secondment is null)
        {
            return ViewSecondment.NoSuchSecondment(reference);
        }

        var startedOn = request.StartedOn ?? secondment.FirstDay;
        var inRetrospect = secondment.StartsBeforeSignature(startedOn);
        var consent = request.Reason is { } reason && caller.Has(Roles.HrApprover) ? new RetrospectiveConsent(caller.Subject, reason) : null;
        var authority = await db.Authorities.FindAsync([secondment.AgreementReference], cancellationToken);
        if (secondment.Start(caller.Council, startedOn, consent, authority, clock.Today()) is { } refusal)
        {
            return refusal.ToProblem();
        }

        if (await db.PlaceAsync(reference, secondment.Placements(), cancellationToken) is { } tooMuch)
        {
            return tooMuch.ToProblem();
        }

        db.Outbox.Enqueue($"secondment/{reference}", new SecondmentStarted
        {
            SecondmentReference = reference,
            AgreementReference = secondment.AgreementReference,
            HomeCouncil = secondment.HomeCouncil,
            HostCouncil = secondment.HostCouncil,
            EmploymentReference = secondment.EmploymentReference,
            PostTitle = secondment.PostTitle,
            Service = secondment.Service,
            FirstDay = secondment.FirstDay,
            LastDay = secondment.LastDay,
            HostSharePercent = HostShare.PercentOn(secondment.Shares, secondment.FirstDay),
            LegalBasis = secondment.LegalBasis,
            OccurredAt = clock.GetUtcNow(),
        });
        db.Audit.Add(AuditEntry.Of(
            caller, clock, inRetrospect ? "StartSecondmentInRetrospect" : nameof(StartSecondment), reference, request.Reason));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(await db.ShowAsync(secondment, clock, cancellationToken));
    }
}
