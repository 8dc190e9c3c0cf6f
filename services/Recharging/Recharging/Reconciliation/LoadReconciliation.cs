using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Recharging.Journals;
using Recharging.Ledgers;
using Recharging.Marks;
using Recharging.Reconciliation.Matching;
using Recharging.Statements;
using Recharging.Worklist;
using Values;

namespace Recharging.Reconciliation;

/// <summary>Loads what a reconciliation looks at, of both councils. Call as the worker.</summary>
public static class LoadReconciliation
{
    public static async Task<ToReconcile> ToReconcileAsync(this RechargingDb db, Statement statement, CancellationToken cancellationToken)
    {
        var decisions = OfficersDecisions.Of(await db.DecisionsBetweenAsync(statement.Parties, cancellationToken), statement.Number);
        var lines = await db.ControlLinesAsync(statement, decisions, cancellationToken);
        return new ToReconcile
        {
            StatementNumber = statement.Number,
            Period = statement.Period,
            Councils = [.. statement.Parties.Order(StringComparer.Ordinal)],
            Statement = await db.LinesToMatchAsync(statement, cancellationToken),
            Lines = lines,
            Balances = await db.BalancesAsync(statement.Parties, statement.Period, cancellationToken),
            Terms = await db.TermsAsync(statement, cancellationToken),
            OutOfScope = await db.OutOfScopeAsync(statement, cancellationToken),
            Decisions = decisions
        };
    }

    private static async Task<IReadOnlyList<LineToMatch>> LinesToMatchAsync(
        this RechargingDb db, Statement statement, CancellationToken cancellationToken)
    {
        var lines = await db.StatementLines.AsNoTracking().Where(line => line.StatementNumber == statement.Number)
            .OrderBy(line => line.Position).ToListAsync(cancellationToken);
        var marks = await db.LastMarksAsync(statement.Number, null, cancellationToken);
        var journals = await db.Journals.AsNoTracking()
            .Where(journal => journal.StatementNumber == statement.Number && journal.State != JournalState.Reversed)
            .ToDictionaryAsync(journal => journal.Reference, cancellationToken);
        var references = journals.Keys.ToList();
        var booked = (await db.JournalLines.AsNoTracking().Where(line => references.Contains(line.JournalReference))
            .ToListAsync(cancellationToken))
            .Where(line => line.Version == journals[line.JournalReference].Version)
            .ToLookup(line => (line.Council, line.ExternalLineId));

        return
        [
            .. lines.Where(line => line.Payable != Money.Zero).Select(line =>
            {
                var held = marks.TryGetValue(line.Reference, out var mark) ? mark.Disputed : Money.Zero;
                return new LineToMatch
                {
                    Reference = line.Reference,
                    Description = line.Description,
                    Vat = line.Vat,
                    Disputed = held,
                    Payee = Entry(line, line.Payee, line.Payable, [.. booked[(line.Payee, line.Reference)]], journals, statement),
                    Payer = Entry(line, line.Payer, -(line.Payable - held), [.. booked[(line.Payer, line.Reference)]], journals, statement)
                };
            })
        ];
    }

    // What the journal says, where one was made; otherwise what the statement and the marks come to.
    private static ExpectedEntry Entry(
        StatementLine line,
        string council,
        Money amount,
        IReadOnlyList<JournalLine> booked,
        Dictionary<string, Journal> journals,
        Statement statement)
    {
        var journal = booked is [var first, ..] ? journals[first.JournalReference] : null;
        var control = booked.Where(row => row.Component == Coding.CodingWords.Control).ToList();
        return new ExpectedEntry
        {
            StatementLine = line.Reference,
            Council = council,
            IsDebit = line.Payable > Money.Zero == (council == line.Payee),
            Amount = control.Count > 0 ? control.Sum(row => row.Debit - row.Credit) : amount,
            JournalReference = journal?.Reference,
            PostingDate = journal?.PostingDate ?? statement.IssuedOn,
            Text = line.Description,
            Coding = [.. booked.Select(row => new ExpectedCoding(row.Account, row.CostCentre, row.VatCode)).Distinct()]
        };
    }

    private static async Task<IReadOnlyList<ControlLine>> ControlLinesAsync(
        this RechargingDb db, Statement statement, OfficersDecisions decisions, CancellationToken cancellationToken)
    {
        var parties = statement.Parties;
        var period = statement.Period.ToString();
        var control = await db.Set<LedgerLine>().FromSql(
            $"""
            SELECT line.* FROM ledger_lines line
            JOIN accounts account ON account.council = line.council AND account.code = line.account AND account.kind = 'control'
            WHERE line.council = ANY ({parties}) AND line.partner = ANY ({parties}) AND line.partner <> line.council
                AND line.period >= {period}
            """).AsNoTracking().ToListAsync(cancellationToken);
        var quoting = (await db.Set<LedgerLine>().FromSql(
            $"""
            SELECT line.* FROM ledger_lines line
            WHERE line.external_line_id IS NOT NULL AND (line.council, line.source_system, line.entity, line.doc_ref) IN (
                SELECT control.council, control.source_system, control.entity, control.doc_ref FROM ledger_lines control
                JOIN accounts account
                    ON account.council = control.council AND account.code = control.account AND account.kind = 'control'
                WHERE control.council = ANY ({parties}) AND control.partner = ANY ({parties}) AND control.partner <> control.council
                    AND control.period >= {period})
            """).AsNoTracking().ToListAsync(cancellationToken))
            .ToLookup(line => (Document(line), line.ExternalLineId));
        var used = await db.Set<MatchedLedgerLine>().AsNoTracking()
            .Where(line => line.Parties == parties && line.StatementNumber != statement.Number)
            .ToDictionaryAsync(
                line => new LedgerLineKey(line.Council, line.SourceSystem, line.Entity, line.DocRef, line.LineNo, line.Part),
                line => line.StatementNumber,
                cancellationToken);

        return
        [
            .. decisions.Cut(control.Select(line => new ControlLine
            {
                Key = LedgerLineKey.Of(line),
                Account = line.Account,
                Period = line.Period,
                DocType = line.DocType,
                PostingDate = line.PostingDate,
                Amount = line.Debit - line.Credit,
                ExternalLineId = line.ExternalLineId,
                Text = line.Text,
                Coding = line.ExternalLineId is null
                    ? [Coded(line)]
                    : [.. quoting[(Document(line), line.ExternalLineId)].OrderBy(sibling => sibling.LineNo).Select(Coded)]
            })).Select(line => line with { UsedBy = used.GetValueOrDefault(line.Key) })
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
    private static async Task<MatchingTerms> TermsAsync(this RechargingDb db, Statement statement, CancellationToken cancellationToken)
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
                SELECT 1 FROM ledger_lines control
                JOIN accounts account
                    ON account.council = control.council AND account.code = control.account AND account.kind = 'control'
                WHERE control.council = line.council AND control.source_system = line.source_system AND control.entity = line.entity
                    AND control.doc_ref = line.doc_ref AND control.partner = ANY ({parties}) AND control.partner <> control.council)
            """).SingleAsync(cancellationToken);
    }

    private static (string, string, string, string) Document(LedgerLine line) =>
        (line.Council, line.SourceSystem, line.Entity, line.DocRef);

    private static CodedLine Coded(LedgerLine line) => new(LedgerLineKey.Of(line), line.Account, line.CostCentre, line.VatCode);
}
