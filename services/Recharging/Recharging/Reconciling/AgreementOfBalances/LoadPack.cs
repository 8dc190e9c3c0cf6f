using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Recharging.Agreeing;
using Recharging.Charging;
using Recharging.Engine;
using Recharging.Engine.Lines;
using Recharging.Ledgers;
using Recharging.Matching.Differences;
using Values;

namespace Recharging.Reconciling;

/// <summary>Reads all that a pack is worked out from, of both councils. Call as the worker.</summary>
public static class LoadPack
{
    /// <summary>The ledgers' word for a payment, on either side.</summary>
    public const string PaymentDocument = "PY";

    public static async Task<Pack> PackAsync(
        this RechargingDb db, CouncilPair councils, Quarter quarter, CancellationToken cancellationToken)
    {
        var parties = councils.Both;
        var name = quarter.ToString();
        var terms = BalanceTerms.InForce(await db.BalanceTerms.AsNoTracking().Where(row => row.Parties == parties)
            .OrderBy(row => row.Version).ToListAsync(cancellationToken));
        var months = quarter.Periods;
        var statements = (await db.Statements.AsNoTracking().Where(row => row.Parties == parties && months.Contains(row.Period))
            .ToListAsync(cancellationToken)).OrderBy(statement => statement.Period).ToList();
        var (found, missing) = await db.ReconciliationsAsync(statements, cancellationToken);
        var facts = new PackFacts(
            quarter, parties, await db.BalancesAsync(parties, quarter, cancellationToken), found,
            await db.PaymentsAsync(parties, cancellationToken),
            [
                .. await db.ChargesAsync(statements, cancellationToken),
                .. await db.AccruedAsync(parties, months, cancellationToken),
            ]);
        return new Pack(
            quarter, councils, terms?.Version ?? 0, terms?.Content ?? BalanceTermsContent.Usual, facts,
            await db.BalanceStatements.AsNoTracking().Where(row => row.Parties == parties && row.Quarter == name)
                .ToListAsync(cancellationToken),
            await db.BalanceResponses.AsNoTracking().Where(row => row.Parties == parties && row.Quarter == name)
                .ToListAsync(cancellationToken))
        {
            NotReconciled = missing,
        };
    }

    /// <summary>One officer's word at a time on a quarter between two councils.</summary>
    public static Task HoldQuarterAsync(
        this RechargingDb db, CouncilPair councils, Quarter quarter, CancellationToken cancellationToken)
    {
        var held = $"agreement-of-balances/{string.Join('/', councils.Both)}/{quarter}";
        return db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({held}, 0))", cancellationToken);
    }

    private static async Task<(List<FoundMonth> Months, List<string> Missing)> ReconciliationsAsync(
        this RechargingDb db, List<Statement> statements, CancellationToken cancellationToken)
    {
        var numbers = statements.ConvertAll(statement => statement.Number);
        var latest = (await db.Set<ReconciliationVersion>().AsNoTracking().Where(version => numbers.Contains(version.StatementNumber)
                && !db.Set<ReconciliationVersion>().Any(later =>
                    later.StatementNumber == version.StatementNumber && later.Version > version.Version))
            .ToListAsync(cancellationToken))
            .ToDictionary(version => version.StatementNumber, version =>
                Found(JsonSerializer.Deserialize<ReconciliationRecord>(version.Record, JsonSerializerOptions.Web)!),
                StringComparer.Ordinal);
        return ([.. numbers.Where(latest.ContainsKey).Select(number => latest[number])],
            [.. numbers.Where(number => !latest.ContainsKey(number))]);
    }

    private static FoundMonth Found(ReconciliationRecord record) => new(
        [
            .. record.Items.Select(item => new FoundItem(item.Reason, Money.Pounds(item.AmountGbp), item.Sentence, item.StatementLine,
                [.. item.Lines.Select(line => (line.Council, line.DocRef, line.LineNo))])),
        ],
        [.. record.Alarms.Select(alarm => alarm.Sentence)]);

    // The closing period's balances where an ERP sends them, March's otherwise.
    private static async Task<List<AccountBalance>> BalancesAsync(
        this RechargingDb db, string[] parties, Quarter quarter, CancellationToken cancellationToken)
    {
        var first = quarter.IsYearEnd ? new AccountingPeriod(quarter.Year, 12) : quarter.LastPeriod;
        var sent = await db.Set<ControlBalance>().AsNoTracking()
            .Where(balance => parties.Contains(balance.Council) && parties.Contains(balance.Partner)).ToListAsync(cancellationToken);
        return
        [
            .. sent.Where(balance => balance.Period >= first && balance.Period <= quarter.LastPeriod)
                .GroupBy(balance => (balance.Council, balance.Account))
                .Select(account => account.MaxBy(balance => (balance.Period, balance.Position))!)
                .OrderBy(balance => balance.Council, StringComparer.Ordinal).ThenBy(balance => balance.Account, StringComparer.Ordinal)
                .Select(balance => new AccountBalance(balance.Council, balance.Account, balance.Closing)),
        ];
    }

    private static async Task<List<PaymentLine>> PaymentsAsync(
        this RechargingDb db, string[] parties, CancellationToken cancellationToken) =>
        (await db.Set<LedgerLine>().FromSql(
            $"""
            SELECT line.* FROM control_lines({parties}) line WHERE line.doc_type = {PaymentDocument}
            """).AsNoTracking().ToListAsync(cancellationToken))
        .ConvertAll(line => new PaymentLine(
            line.Council, line.DocRef, line.LineNo, line.Period, line.PostingDate, line.Debit - line.Credit));

    private static async Task<IEnumerable<ChargeOfQuarter>> ChargesAsync(
        this RechargingDb db, List<Statement> statements, CancellationToken cancellationToken)
    {
        var charges = new List<ChargeOfQuarter>();
        foreach (var statement in statements)
        {
            var marks = await db.LastMarksAsync(statement.Number, null, cancellationToken);
            charges.AddRange((await db.StatementLines.AsNoTracking().Where(line => line.StatementNumber == statement.Number)
                .ToListAsync(cancellationToken)).Select(line => new ChargeOfQuarter(line.Reference, line.Payee, line.Payer, line.Amount,
                    marks.TryGetValue(line.Reference, out var mark) ? mark.Disputed : Money.Zero)));
        }

        return charges;
    }

    // In its period, and out of the next one: over both it is nothing.
    private static async Task<IEnumerable<ChargeOfQuarter>> AccruedAsync(
        this RechargingDb db, string[] parties, IReadOnlyList<AccountingPeriod> months, CancellationToken cancellationToken)
    {
        var accruals = await db.Accruals.AsNoTracking()
            .Where(accrual => accrual.Parties == parties && accrual.State == AccrualState.Approved).ToListAsync(cancellationToken);
        var once = accruals.Where(accrual => months.Contains(accrual.Period) != months.Contains(accrual.ReversesIn))
            .ToDictionary(accrual => accrual.Number, StringComparer.Ordinal);
        var numbers = once.Keys.ToList();
        return (await db.AccrualLines.AsNoTracking().Where(line => numbers.Contains(line.AccrualNumber)).ToListAsync(cancellationToken))
            .Select(line => new ChargeOfQuarter($"{line.AccrualNumber}/{line.Position}", line.Payee, line.Payer,
                months.Contains(once[line.AccrualNumber].Period) ? line.Amount : -line.Amount, Money.Zero));
    }
}
