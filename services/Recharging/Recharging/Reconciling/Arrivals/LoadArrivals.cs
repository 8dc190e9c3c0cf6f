using Microsoft.EntityFrameworkCore;
using Recharging.Charging;
using Recharging.Engine.Lines;
using Recharging.Ledgers;
using Recharging.Matching;
using Recharging.Matching.Differences;
using Values;

namespace Recharging.Reconciling;

/// <summary>What a batch brought of one council's account with another, the statements that it quotes, and what is matched already.</summary>
internal sealed record Arrived(
    IReadOnlyList<ControlLine> Lines, IReadOnlyList<ArrivedLines> Statements, Dictionary<LedgerLineKey, LineUse> Uses);

/// <summary>Loads as little as tells what the lines of a batch are, however much is open. Call as the worker.</summary>
internal static class LoadArrivals
{
    private const string StatementsOf = """
        SELECT line.statement_number, line.reference FROM statement_lines line
        WHERE line.reference = ANY ($1) AND line.parties @> $2 AND line.amount_pence + line.vat_pence <> 0
        """;

    // Charges of one of these amounts, and those of which something was ever held, for they may be expected with another one.
    private const string WithTheAmount = """
        SELECT line.reference FROM statement_lines line
        WHERE line.statement_number = $1 AND line.amount_pence + line.vat_pence = ANY ($2)
        UNION SELECT mark.line_reference FROM line_marks mark WHERE mark.statement_number = $1 AND mark.disputed_pence <> 0
        """;

    public static async Task<Arrived> ArrivedAsync(
        this RechargingDb db, LedgerBatch batch, string partner, CancellationToken cancellationToken)
    {
        string[] parties = [batch.Council, partner];
        var came = LedgerExtract.Of(batch, partner);
        var uses = await db.UsesAsync(came, cancellationToken);
        var lines = await db.ControlLinesAsync(came, cancellationToken);
        var quoted = (await db.RowsAsync(
            StatementsOf,
            row => (Statement: row.GetString(0), Reference: row.GetString(1)),
            [lines.Select(line => line.ExternalLineId).OfType<string>().Distinct(StringComparer.Ordinal).ToArray(), parties],
            cancellationToken)).ToLookup(row => row.Statement, row => row.Reference, StringComparer.Ordinal);
        var numbers = quoted.Select(statement => statement.Key).ToList();
        var statements = await db.Statements.AsNoTracking().Where(statement => numbers.Contains(statement.Number))
            .OrderBy(statement => statement.Number).ToListAsync(cancellationToken);
        var decided = statements is [var any, ..] ? await db.DecisionsBetweenAsync(any.Parties, cancellationToken) : [];
        var arrivals = new List<ArrivedLines>();
        foreach (var statement in statements)
        {
            var decisions = DecisionsInForce.Of(decided, statement.Number);
            var references = quoted[statement.Number].ToHashSet(StringComparer.Ordinal);
            var near = await db.NearAsync(statement, parties, references, decisions, uses, cancellationToken);
            arrivals.Add(new ArrivedLines(statement.Number, statement.Parties, near, references));
        }

        return new Arrived([.. DecisionsInForce.Of(decided, "").Cut(lines).OrderBy(line => line.Key)], arrivals, uses);
    }

    // A charge waits for one with almost its reference, and that one for its own, so both are needed of each that may be concerned.
    private static async Task<ToMatch> NearAsync(
        this RechargingDb db, Statement statement, string[] parties, IReadOnlySet<string> quoted, OfficersDecisions decisions,
        Dictionary<LedgerLineKey, LineUse> uses, CancellationToken cancellationToken)
    {
        var council = parties[0];
        var entries = await db.EntriesAsync(statement, council, quoted, cancellationToken);
        var amounts = entries.Select(entry => entry.Amount.Pence).Distinct().SelectMany(pence => new[] { pence, -pence }).ToArray();
        var alike = await db.RowsAsync(WithTheAmount, row => row.GetString(0), [statement.Number, amounts], cancellationToken);
        var near = NextTo(quoted, alike);
        near.UnionWith(NextTo(near, alike));
        near.ExceptWith(quoted);
        entries = [.. entries, .. await db.EntriesAsync(statement, council, near, cancellationToken)];

        var quoting = LedgerExtract.Quoting([.. entries.Select(entry => entry.StatementLine)], council, parties[1]);
        foreach (var (line, use) in await db.UsesAsync(quoting, cancellationToken))
        {
            uses[line] = use;
        }

        var byHand = decisions.Matches.Where(match => match.Council == council).ToList();
        return new ToMatch
        {
            Entries = [.. entries.ExceptBy(byHand.SelectMany(match => match.StatementLines), entry => entry.StatementLine)],
            Lines =
            [
                .. decisions.Cut(await db.ControlLinesAsync(quoting, cancellationToken))
                    .ExceptBy(byHand.SelectMany(match => match.Lines), line => line.Key)
                    .Where(line => !line.IsOpening && line.Period >= statement.Period
                        && (!uses.TryGetValue(line.Key, out var use) || use.StatementNumber == statement.Number))
            ],
            Period = statement.Period,
            Terms = await db.TermsAsync(statement, cancellationToken),
            Forbidden = decisions.Forbidden
        };
    }

    private static async Task<List<ExpectedEntry>> EntriesAsync(
        this RechargingDb db, Statement statement, string council, IReadOnlySet<string> references, CancellationToken cancellationToken) =>
        references.Count == 0 ? [] :
        [
            .. (await db.LinesToMatchAsync(statement, [.. references], cancellationToken))
                .Select(line => line.Payee.Council == council ? line.Payee : line.Payer)
        ];

    private static HashSet<string> NextTo(IReadOnlySet<string> references, List<string> among)
    {
        var near = new NearReferences([.. references]);
        return [.. among.Where(reference => near.Of(reference).Count > 0)];
    }
}
