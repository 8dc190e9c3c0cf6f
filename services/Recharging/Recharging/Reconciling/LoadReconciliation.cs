using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Recharging.Charging;
using Recharging.Ledgers;
using Recharging.Matching;
using Recharging.Matching.Differences;
using Values;

namespace Recharging.Reconciling;

/// <summary>Loads what a reconciliation looks at, of both councils. Call as the worker.</summary>
public static class LoadReconciliation
{
    public static async Task<ToReconcile> ToReconcileAsync(this RechargingDb db, Statement statement, CancellationToken cancellationToken)
    {
        var decisions = DecisionsInForce.Of(await db.DecisionsBetweenAsync(statement.Parties, cancellationToken), statement.Number);
        var lines = await db.ControlLinesAsync(statement, decisions, cancellationToken);
        return new ToReconcile
        {
            StatementNumber = statement.Number,
            Period = statement.Period,
            Councils = [.. statement.Parties.Order(StringComparer.Ordinal)],
            Statement = await db.LinesToMatchAsync(statement, references: null, cancellationToken),
            Lines = lines,
            Balances = await db.BalancesAsync(statement.Parties, statement.Period, cancellationToken),
            Terms = await db.TermsAsync(statement, cancellationToken),
            Others = await db.OtherStatementsAsync(statement, lines, cancellationToken),
            OutOfScope = await db.OutOfScopeAsync(statement, cancellationToken),
            Decisions = decisions
        };
    }

    private static async Task<IReadOnlyList<ControlLine>> ControlLinesAsync(
        this RechargingDb db, Statement statement, OfficersDecisions decisions, CancellationToken cancellationToken)
    {
        var extract = LedgerExtract.From(statement.Period, statement.Parties);
        var used = await db.UsesAsync(extract, cancellationToken);
        var lines = await db.WithCodingAsync(await db.ControlLinesAsync(extract, cancellationToken), extract, cancellationToken);
        return
        [
            .. decisions.Cut(lines).Select(line => used.TryGetValue(line.Key, out var use) && use.StatementNumber != statement.Number
                ? line with { UsedBy = use.StatementNumber }
                : line)
        ];
    }

    /// <summary>What each ERP said last of its control accounts with the other council, by account.</summary>
    internal static async Task<IReadOnlyList<SentBalance>> BalancesAsync(
        this RechargingDb db, string[] parties, AccountingPeriod period, CancellationToken cancellationToken)
    {
        var sent = await db.Set<ControlBalance>().AsNoTracking()
            .Where(balance => parties.Contains(balance.Council) && parties.Contains(balance.Partner))
            .OrderByDescending(balance => balance.Position)
            .ToListAsync(cancellationToken);
        return
        [
            .. sent.GroupBy(balance => (balance.Council, balance.Account))
                .Select(account => (
                    Now: account.FirstOrDefault(balance => balance.Period == period),
                    Before: account.Where(balance => balance.Period < period).MaxBy(balance => (balance.Period, balance.Position))))
                .Where(account => account.Now is not null)
                .Select(account => new SentBalance(
                    account.Now!.Council, account.Now.Account, account.Now.Opening, account.Now.Closing, account.Before?.Closing))
                .OrderBy(balance => balance.Council, StringComparer.Ordinal).ThenBy(balance => balance.Account, StringComparer.Ordinal)
        ];
    }

    // An agreement without a settlement clause allows no tolerance at all.
    internal static async Task<MatchingTerms> TermsAsync(this RechargingDb db, Statement statement, CancellationToken cancellationToken)
    {
        var terms = await db.SettlementTermsAsync(statement, cancellationToken);
        return new MatchingTerms(
            decimal.TryParse(terms?.Find("autoToleranceGbp"), NumberStyles.Number, CultureInfo.InvariantCulture, out var tolerance)
                ? Money.Pounds(tolerance)
                : Money.Zero,
            int.TryParse(terms?.Find("matchWindowDays"), NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : 0)
        {
            Rules = terms?.Find("matchRules") is { } rules ? MatchRules.Parse(rules) : MatchRules.InOrder
        };
    }

    // Lines of documents that have nothing on a control account with the other council.
    private static Task<int> OutOfScopeAsync(this RechargingDb db, Statement statement, CancellationToken cancellationToken)
    {
        var parties = statement.Parties;
        var period = statement.Period.ToString();
        return db.Database.SqlQuery<int>(
            $"""
            SELECT count(*)::int AS "Value" FROM ledger_lines line
            WHERE line.council = ANY ({parties}) AND line.period = {period} AND NOT EXISTS (
                SELECT 1 FROM control_lines({parties}) control
                WHERE control.period = {period} AND control.council = line.council AND control.source_system = line.source_system
                    AND control.entity = line.entity AND control.doc_ref = line.doc_ref)
            """).SingleAsync(cancellationToken);
    }
}
