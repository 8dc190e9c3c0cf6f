using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceDefaults;
using Values;

namespace Recharging.Officers;

/// <summary>An S151 delegate names a finance officer, or another delegate, of the same council who stands in for them on these days.</summary>
public static class NameDeputy
{
    /// <param name="Officer">The deputy's sign-in: of an officer of the council who has signed in here.</param>
    /// <param name="FirstDay">Included, as is the last.</param>
    public sealed record Request(
        [property: StringLength(200, MinimumLength = 1)] string Officer,
        DateOnly FirstDay,
        DateOnly LastDay,
        [property: StringLength(2000, MinimumLength = 10)] string Reason);

    public static void MapNameDeputy(this IEndpointRouteBuilder cover) =>
        cover.MapPost("/", Handle).RequireOfficer(Deputy.CoveredRole).WithName(nameof(NameDeputy));

    private static async Task<Results<Created<FindDeputies.Row>, ProblemHttpResult>> Handle(
        Request request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (request.FirstDay > request.LastDay)
        {
            return Problems.Invalid("lastDay", "The last day is not before the first.");
        }

        if (caller.ActingFor is not null)
        {
            return new Refusal("deputy-names-deputy",
                $"{caller.ActingFor} names who stands in for them; a deputy names no other.").ToProblem();
        }

        if (await db.Officers.AsNoTracking().SingleOrDefaultAsync(
            one => one.Council == caller.Council && one.SignIn == request.Officer, cancellationToken) is not { } officer)
        {
            return new Refusal("unknown-officer", $"No officer of {caller.Council} has signed in here as {request.Officer}. "
                + "A deputy signs in once before they are named.").ToProblem();
        }

        if (Deputy.WhyNotEligible(officer) is { } ineligible)
        {
            return ineligible.ToProblem();
        }

        var (deputy, refusal) = Deputy.Name(
            new Deputy
            {
                Council = caller.Council,
                Delegate = caller.Subject,
                DelegateName = caller.Name,
                Officer = officer.SignIn,
                OfficerName = officer.Name,
                FirstDay = request.FirstDay,
                LastDay = request.LastDay,
                Reason = request.Reason,
                NamedAt = clock.GetUtcNow(),
            }, clock.Today());
        if (deputy is null)
        {
            return refusal!.ToProblem();
        }

        db.Deputies.Add(deputy);
        db.Notices.Add(Notice.To(caller.Council, NoticeKinds.DeputyNamed, deputy.Id.ToString(),
            $"{deputy.OfficerName} stands in for {caller.Name} from {deputy.FirstDay:d MMMM yyyy} to {deputy.LastDay:d MMMM yyyy}.",
            deputy.NamedAt));
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(NameDeputy), deputy.Officer, request.Reason));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException taken) when (taken.InnerException is PostgresException { SqlState: PostgresErrorCodes.ExclusionViolation })
        {
            return new Refusal("cover-overlaps", "On one of these days the delegate has a deputy already, or the officer stands in for "
                + "another delegate. End that cover first.").ToProblem();
        }

        return TypedResults.Created($"/api/recharging/v1/cover/{deputy.Id}", FindDeputies.RowOf(deputy));
    }
}
