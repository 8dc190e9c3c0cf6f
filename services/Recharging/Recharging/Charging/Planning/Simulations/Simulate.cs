using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Recharging.Engine;
using Recharging.Engine.Facts;
using ServiceDefaults;
using Values;

namespace Recharging.Charging;

/// <summary>Works out what charges would be if something came true, by the very engine that charges. Stores nothing.</summary>
public static class Simulate
{
    private const int MostMonths = 60;

    /// <param name="Hypotheses">One rests on those before it.</param>
    /// <param name="FirstPeriod">The first that is charged at all, when left out.</param>
    /// <param name="LastPeriod">March of this financial year, when left out.</param>
    public sealed record Request(
        [property: MaxLength(50)] IReadOnlyList<Hypothesis> Hypotheses, string? FirstPeriod = null, string? LastPeriod = null);

    public static void MapSimulate(this IEndpointRouteBuilder simulations) =>
        simulations.MapPost("/", Handle).RequireOfficer("finance-officer", "s151-delegate", "budget-holder").WithoutIdempotencyKey()
            .WithName(nameof(Simulate));

    private static async Task<Results<Ok<SimulationView>, ProblemHttpResult>> Handle(
        Request request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var faults = Faults(request).ToLookup(fault => fault.Field, fault => fault.Sentence);
        if (faults.Count > 0)
        {
            return Problems.Invalid(faults.ToDictionary(fault => fault.Key, fault => fault.ToArray(), StringComparer.Ordinal));
        }

        var (outlook, refusal) = await Outlook.OfAsync(db, caller.Council, clock.Today(), cancellationToken);
        if (outlook is null)
        {
            return refusal!.ToProblem();
        }

        var first = AccountingPeriod.TryParse(request.FirstPeriod, out var from) ? from : outlook.FirstCharged;
        var last = AccountingPeriod.TryParse(request.LastPeriod, out var to) ? to : new(FinancialYear.Of(clock.Today()), 12);
        if (Malformed(first, last, outlook) is { } malformed)
        {
            return malformed;
        }

        var (supposed, no) = Supposition.Of(outlook, request.Hypotheses, clock.GetUtcNow());
        return supposed is null ? no!.ToProblem() : Answer(outlook, supposed, first, last);
    }

    private static Results<Ok<SimulationView>, ProblemHttpResult> Answer(
        Outlook outlook, KnownFacts supposed, AccountingPeriod first, AccountingPeriod last)
    {
        var begin = outlook.LastIssued is null ? first : outlook.FirstCharged;
        var before = RechargeEngine.Calculate(outlook.Known, outlook.Councils, begin, last);
        var after = RechargeEngine.Calculate(supposed, outlook.Councils, begin, last);
        var lacking = after.Findings.Except(before.Findings).Select(finding => finding.Sentence).ToList();
        return lacking.Count > 0
            ? new Refusal("cannot-be-worked-out", string.Join(' ', lacking)).ToProblem()
            : TypedResults.Ok(SimulationView.Of(outlook, supposed, before, after, first, last));
    }

    private static IEnumerable<(string Field, string Sentence)> Faults(Request request)
    {
        foreach (var (at, fault) in request.Hypotheses
            .SelectMany((hypothesis, at) => (hypothesis?.Faults() ?? [("kind", "is missing.")]).Select(fault => (at, fault))))
        {
            yield return ($"hypotheses[{at}].{fault.Field}", $"{fault.Field} {fault.Sentence}");
        }

        foreach (var (field, period) in new[] { ("firstPeriod", request.FirstPeriod), ("lastPeriod", request.LastPeriod) })
        {
            if (period is not null && (!AccountingPeriod.TryParse(period, out var month) || month.IsClosingPeriod))
            {
                yield return (field, "A period is a month such as 2023/24-P01.");
            }
        }
    }

    private static ProblemHttpResult? Malformed(AccountingPeriod first, AccountingPeriod last, Outlook outlook)
    {
        var months = ((last.Year.StartYear - first.Year.StartYear) * 12) + last.Number - first.Number + 1;
        return months is < 1 or > MostMonths
            ? Problems.Invalid("lastPeriod", $"{first} to {last} is not one to {MostMonths} months.")
            : outlook.LastIssued is not null && first < outlook.FirstCharged
            ? Problems.Invalid("firstPeriod", $"{outlook.FirstCharged} is the first month that is charged here.")
            : null;
    }
}
