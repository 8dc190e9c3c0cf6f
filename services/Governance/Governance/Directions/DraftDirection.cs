using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Governance.Directions;

/// <summary>Puts on record that the Secretary of State drafted an order to the caller's council.</summary>
public static class DraftDirection
{
    public sealed record Request(
        [Reference] string Reference,
        [Reference] string Issuer,
        [StringLength(300, MinimumLength = 3)] string Title,
        [LegalBasis] string LegalBasis,
        DateOnly OnDay,
        Provenance Provenance,
        IReadOnlyList<string>? Requirements = null);

    public static void MapDraftDirection(this IEndpointRouteBuilder directions) =>
        directions.MapPost("/", Handle).RequireOfficer("governance-officer", "monitoring-officer").WithName(nameof(DraftDirection));

    private static async Task<Results<Created<DirectionView>, ProblemHttpResult>> Handle(
        Request request, Caller caller, GovernanceDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        var issuer = await db.Bodies.SingleOrDefaultAsync(body => body.Code == request.Issuer, cancellationToken);
        if (issuer is null)
        {
            return Problems.Invalid("issuer", $"There is no body {request.Issuer}. Register it first.");
        }

        var direction = new Direction
        {
            Reference = request.Reference,
            IssuerCode = issuer.Code,
            Council = caller.Council,
            Title = request.Title,
            LegalBasis = request.LegalBasis,
            Requirements = request.Requirements ?? []
        };
        if (direction.Draft(issuer, clock.Today(), request.OnDay, request.Provenance) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Directions.Add(direction);
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(DraftDirection), direction.Reference, reason: null));
        if (await db.SaveAsync(cancellationToken) is { } taken)
        {
            return taken.ToProblem();
        }

        return TypedResults.Created($"/api/governance/v1/directions/{direction.Reference}", DirectionView.Of(direction));
    }
}
