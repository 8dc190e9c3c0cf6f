using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;
using Values;

namespace Recharging.Ledgers;

/// <summary>Takes from an ERP what stands on its control accounts with the other council: what reconciliation has to explain.</summary>
public static class PostControlBalances
{
    private const int Most = 1000;

    /// <summary>Debit positive: what the council is owed is positive, what it owes is negative.</summary>
    public sealed record Balance(string Account, string Partner, string Period, decimal OpeningGbp, decimal ClosingGbp);

    public sealed record Answer(string Council, int Balances);

    public static void MapPostControlBalances(this IEndpointRouteBuilder api) =>
        api.MapPost("/control-balances", Handle).RequireScope("ledger:write").WithName(nameof(PostControlBalances));

    private static async Task<Results<Created<Answer>, ProblemHttpResult>> Handle(
        Balance[] balances, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (balances.Length is 0 or > Most)
        {
            return Problems.Invalid("balances", $"Send 1 to {Most} balances.");
        }

        var mapped = await db.MappedCodes.AsNoTracking().Where(code => code.Council == caller.Council).ToListAsync(cancellationToken);
        var sent = new List<ControlBalance>();
        foreach (var (index, balance) in balances.Index())
        {
            if (Malformed(balance, caller.Council) is { } fault)
            {
                return Problems.Invalid($"balances[{index}].{fault.Field}", fault.Sentence);
            }

            var period = AccountingPeriod.Parse(balance.Period);
            if (await db.Accounts.FindAsync([caller.Council, balance.Account], cancellationToken) is not { Kind: "control" }
                && !CodeMap.IsControlAccount(mapped, balance.Account, period.LastDay))
            {
                return Problems.Invalid(
                    $"balances[{index}].account", $"{balance.Account} is not a control account in the chart that {caller.Council} sent.");
            }

            sent.Add(new ControlBalance
            {
                Council = caller.Council,
                Account = balance.Account,
                Partner = CodeMap.CouncilOf(mapped, balance.Partner, period.LastDay) ?? balance.Partner,
                Period = period,
                Opening = Money.Pounds(balance.OpeningGbp),
                Closing = Money.Pounds(balance.ClosingGbp),
                SentBy = caller.Name,
                SentAt = clock.GetUtcNow()
            });
        }

        if (await OpeningPosition.WhyFixedAsync(db, caller.Council, sent, cancellationToken) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.AddRange(sent);
        var periods = string.Join(", ", balances.Select(balance => balance.Period).Distinct(StringComparer.Ordinal));
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(PostControlBalances), periods, reason: null));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created((string?)null, new Answer(caller.Council, balances.Length));
    }

    private static (string Field, string Sentence)? Malformed(Balance balance, string council)
    {
        if (!AccountingPeriod.TryParse(balance.Period, out _))
        {
            return ("period", $"'{balance.Period}' is not a period such as 2023/24-P01.");
        }

        if (string.IsNullOrWhiteSpace(balance.Partner) || balance.Partner == council)
        {
            return ("partner", "The partner is the other council's code, or a customer or supplier that is mapped to it.");
        }

        return IsPence(balance.OpeningGbp) && IsPence(balance.ClosingGbp) ? null : ("openingGbp", "Pounds have two decimals.");
    }

    private static bool IsPence(decimal pounds) =>
        Math.Abs(pounds) <= Amount.MostPence / 100m && pounds * 100 == decimal.Truncate(pounds * 100);
}
