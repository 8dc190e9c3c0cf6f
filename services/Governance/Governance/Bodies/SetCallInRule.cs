using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Governance.Bodies;

/// <summary>Sets how many working days a council's scrutiny has to call a decision in, for what is published from a day on.</summary>
public static class SetCallInRule
{
    public sealed record Request(DateOnly EffectiveFrom, [Range(0, 30)] int WorkingDays, Provenance Provenance);

    public sealed record Rule(string Council, DateOnly EffectiveFrom, int WorkingDays, Provenance Provenance);

    public static void MapCallInRules(this IEndpointRouteBuilder rules)
    {
        rules.MapPost("/", Handle).RequireOfficer("governance-officer", "monitoring-officer").WithName(nameof(SetCallInRule));
        rules.MapGet("/", HandleList).RequireOfficer(Readers.OfDecisions).WithName("FindCallInRules");
    }

    private static async Task<Results<Created<Rule>, ProblemHttpResult>> Handle(
        Request request, Caller caller, GovernanceDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (await db.CallInRules.AnyAsync(
            rule => rule.Council == caller.Council && rule.EffectiveFrom >= request.EffectiveFrom, cancellationToken))
        {
            return new Refusal(
                "not-later",
                $"{caller.Council} has a rule from {request.EffectiveFrom:yyyy-MM-dd} or later. A new one must begin after it.")
                .ToProblem();
        }

        var rule = new CallInRule
        {
            Council = caller.Council,
            EffectiveFrom = request.EffectiveFrom,
            WorkingDays = request.WorkingDays,
            Provenance = request.Provenance
        };
        db.CallInRules.Add(rule);
        db.Audit.Add(AuditEntry.Of(
            caller, clock, nameof(SetCallInRule), caller.Council, $"{rule.WorkingDays} working days from {rule.EffectiveFrom:yyyy-MM-dd}"));
        if (await db.SaveAsync(cancellationToken) is { } taken)
        {
            return taken.ToProblem();
        }

        return TypedResults.Created("/api/governance/v1/call-in-rules", Of(rule));
    }

    private static async Task<Ok<List<Rule>>> HandleList(GovernanceDb db, CancellationToken cancellationToken)
    {
        var rules = await db.CallInRules.AsNoTracking()
            .OrderBy(rule => rule.Council).ThenBy(rule => rule.EffectiveFrom)
            .ToListAsync(cancellationToken);

        return TypedResults.Ok(rules.ConvertAll(Of));
    }

    private static Rule Of(CallInRule rule) => new(rule.Council, rule.EffectiveFrom, rule.WorkingDays, rule.Provenance);
}
