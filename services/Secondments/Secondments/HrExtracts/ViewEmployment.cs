using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Secondments.HrExtracts;

/// <summary>Shows HR and finance of the home council an employment and its pay facts. Nobody else sees either; each look is audited.</summary>
public static class ViewEmployment
{
    public sealed record View(
        string Reference, string Council, string EmployeeNumber, string PostTitle, DateOnly? LastDay, IReadOnlyList<Fact> PayFacts);

    public sealed record Fact(
        DateOnly EffectiveFrom, string Spine, int? SpinePoint, decimal? FullTimeSalaryGbp, decimal Fte, string PensionScheme,
        string SourceExtract, int SourceRow);

    public static void MapViewEmployment(this IEndpointRouteBuilder employments) =>
        employments.MapGet("/{reference}", Handle)
            .RequireOfficer(Roles.ReadersOfPay)
            .WithName(nameof(ViewEmployment)).WithSummary("Shows an employment of your council with its pay facts");

    private static async Task<Results<Ok<View>, ProblemHttpResult>> Handle(
        string reference, Caller caller, SecondmentsDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        var employment = await db.Employments.AsNoTracking().SingleOrDefaultAsync(row => row.Reference == reference, cancellationToken);
        if (employment is null)
        {
            return Problems.NotFound($"Your council has no employment {reference}.");
        }

        var facts = await db.PayFacts.AsNoTracking()
            .Where(fact => fact.EmploymentReference == reference)
            .OrderBy(fact => fact.EffectiveFrom).ThenBy(fact => fact.Number)
            .Select(fact => new Fact(
                fact.EffectiveFrom, fact.Pay.Spine, fact.Pay.SpinePoint, fact.Pay.FullTimeSalaryGbp, fact.Pay.Fte, fact.Pay.PensionScheme,
                fact.ExtractReference, fact.ExtractRow))
            .ToListAsync(cancellationToken);
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(ViewEmployment), reference, reason: null));
        await db.SaveChangesAsync(cancellationToken);

        return TypedResults.Ok(new View(
            employment.Reference, employment.Council, employment.EmployeeNumber, employment.PostTitle, employment.LastDay, facts));
    }
}
