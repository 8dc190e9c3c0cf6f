using Microsoft.EntityFrameworkCore;
using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Engine.Lines;
using Recharging.Facts;
using Values;

namespace Recharging.Charging;

/// <summary>Puts together what a variance compares.</summary>
public static class ReadVariance
{
    /// <param name="db">As the caller: budgets are the council's own.</param>
    /// <param name="run">Issued, or one that a preview would open.</param>
    /// <param name="drafts">What the preview would post; none for an issued run.</param>
    /// <param name="council">The caller's.</param>
    public static async Task<VarianceView> VarianceAsync(
        this RechargingDb db, Run run, IReadOnlyList<DraftLine> drafts, string council, CancellationToken cancellationToken)
    {
        var budget = await db.BudgetsAsync(council, run.Period.Year, cancellationToken);
        var earlier = (await db.IssuedRunsAsync(run.Councils, cancellationToken)).FindAll(issued => issued.Period < run.Period);
        return await db.AsWorkerAsync(() => OfAsync(db, run, earlier, drafts, budget, cancellationToken), cancellationToken);
    }

    private static async Task<VarianceView> OfAsync(
        RechargingDb db, Run run, List<Run> earlier, IReadOnlyList<DraftLine> drafts, BudgetBook budget,
        CancellationToken cancellationToken)
    {
        string[] statements = [.. earlier.Append(run).Select(issued => issued.StatementNumber).OfType<string>()];
        var posted = (await db.StatementLines.AsNoTracking()
                .Where(line => statements.Contains(line.StatementNumber)).ToListAsync(cancellationToken))
            .Select(Amount.Of).Concat(drafts.Select(draft => Amount.Of(draft, run.Period))).ToList();
        var known = await db.LastFactNumberAsync(cancellationToken);
        var outlook = new Outlook(run.Councils, await db.FactsAsync(known, cancellationToken), known, run.FirstServicePeriod, null);
        var forecast = RechargeEngine.Calculate(outlook.Known, run.Councils, run.FirstServicePeriod, new AccountingPeriod(run.Period.Year, 12));
        var before = earlier.Count == 0 ? null : earlier[^1];
        return VarianceView.Of(run.Period, before?.Period, run.Councils, known, posted,
            [.. forecast.Charges.Select(Amount.Of)], budget,
            before is null ? null : new MonthlyCauses(outlook.Facts, before.FactNumber, run.FactNumber));
    }
}
