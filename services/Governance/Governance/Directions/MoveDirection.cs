using Microsoft.AspNetCore.Http.HttpResults;

namespace Governance.Directions;

/// <summary>
/// Puts on record what became of a Direction to the caller's council: comments invited, issued, varied, lifted.
/// </summary>
public static class MoveDirection
{
    public sealed record Request(DateOnly OnDay, Provenance Provenance);

    public sealed record RepresentationsRequest(DateOnly OnDay, DateOnly CommentsBy, Provenance Provenance);

    public static void MapMoveDirection(this IEndpointRouteBuilder directions)
    {
        var one = directions.MapGroup("/{reference}").RequireOfficer("governance-officer", "monitoring-officer");
        one.MapPost("/representations", InviteRepresentations).WithName(nameof(InviteRepresentations));
        one.MapPost("/issue", Issue).WithName("IssueDirection");
        one.MapPost("/variation", Vary).WithName("VaryDirection");
        one.MapPost("/lifting", Lift).WithName("LiftDirection");
    }

    private static Task<Results<Ok<DirectionView>, ProblemHttpResult>> InviteRepresentations(
        string reference,
        RepresentationsRequest request,
        Caller caller,
        GovernanceDb db,
        BusinessClock clock,
        CancellationToken cancellationToken) =>
        Move(
            reference,
            nameof(InviteRepresentations),
            direction => direction.InviteRepresentations(clock.Today(), request.OnDay, request.CommentsBy, request.Provenance),
            caller,
            db,
            clock,
            cancellationToken);

    private static Task<Results<Ok<DirectionView>, ProblemHttpResult>> Issue(
        string reference, Request request, Caller caller, GovernanceDb db, BusinessClock clock, CancellationToken cancellationToken) =>
        Move(
            reference,
            "IssueDirection",
            direction => direction.Issue(clock.Today(), request.OnDay, request.Provenance),
            caller,
            db,
            clock,
            cancellationToken);

    private static Task<Results<Ok<DirectionView>, ProblemHttpResult>> Vary(
        string reference, Request request, Caller caller, GovernanceDb db, BusinessClock clock, CancellationToken cancellationToken) =>
        Move(
            reference,
            "VaryDirection",
            direction => direction.Vary(clock.Today(), request.OnDay, request.Provenance),
            caller,
            db,
            clock,
            cancellationToken);

    private static Task<Results<Ok<DirectionView>, ProblemHttpResult>> Lift(
        string reference, Request request, Caller caller, GovernanceDb db, BusinessClock clock, CancellationToken cancellationToken) =>
        Move(
            reference,
            "LiftDirection",
            direction => direction.Lift(clock.Today(), request.OnDay, request.Provenance),
            caller,
            db,
            clock,
            cancellationToken);

    private static async Task<Results<Ok<DirectionView>, ProblemHttpResult>> Move(
        string reference,
        string action,
        Func<Direction, Refusal?> decide,
        Caller caller,
        GovernanceDb db,
        BusinessClock clock,
        CancellationToken cancellationToken)
    {
        if (await db.LockDirectionAsync(reference, cancellationToken) is not { } direction)
        {
            return Problems.NotFound($"There is no Direction {reference}.");
        }

        if (direction.Council != caller.Council)
        {
            return new Refusal(
                "not-your-council",
                $"{reference} is a Direction to {direction.Council}, whose officers record what becomes of it.")
                .ToProblem();
        }

        if (decide(direction) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, action, reference, reason: null));
        await db.SaveChangesAsync(cancellationToken);

        return TypedResults.Ok(DirectionView.Of(direction));
    }
}
