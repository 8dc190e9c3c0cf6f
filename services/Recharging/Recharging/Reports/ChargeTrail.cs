using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Recharging.Agreeing;
using Recharging.Charging;
using Recharging.Engine;
using Recharging.Engine.Lines;
using Recharging.Matching;
using Recharging.Matching.Differences;
using ServiceDefaults;
using Explanation = Recharging.Engine.Explanation;

namespace Recharging.Reports;

/// <summary>
/// All that stands behind a charge and came of it, for an auditor: what went in, the drivers, the rates, the clauses and decisions, the
/// rules step by step, the run, the line, what was said of it, its invoices, and in the caller's own books its journal, the ERP's words,
/// the ledger document and the match.
/// </summary>
public static class ChargeTrail
{
    /// <param name="Step">Counts from 1, in the order of the trail.</param>
    /// <param name="Kind">input, rate, driver, authority, rule, vat, run, line, mark, invoice, journal,
    /// acknowledgement, ledger, match.</param>
    /// <param name="Value">Of an input, rate, driver or rule: pounds, percent, days or a weight.</param>
    /// <param name="Sha256">Of what is stored, where its hash is kept.</param>
    public sealed record Row(
        int Step, [property: Coded(Codes.Other)] string Kind, string? Reference, string Says, string? Value, decimal? AmountGbp,
        string? By, DateTimeOffset? At, string? Sha256);

    public static void MapChargeTrail(this IEndpointRouteBuilder reports) =>
        reports.MapGet("/charge-trail/{line}", Handle).AnswersReport<Row>(nameof(ChargeTrail));

    /// <param name="line">A statement line's reference, for example <c>ST2324P01-001</c>.</param>
    private static async Task<IResult> Handle(string line, RechargingDb db, Caller caller, CancellationToken cancellationToken)
    {
        if (await db.StatementLines.AsNoTracking().SingleOrDefaultAsync(row => row.Reference == line, cancellationToken) is not { } charge)
        {
            return Problems.NotFound($"{line} is no line of a statement here.");
        }

        var run = await db.Runs.AsNoTracking().SingleAsync(run => run.StatementNumber == charge.StatementNumber, cancellationToken);
        var (explanation, otherwise) = await ExplainLine.ExplainAsync(db, run, charge, caller, cancellationToken);
        var made = explanation is null ? [Of("rule", null, otherwise!.Sentence)] : Explained(explanation);
        var became = db.Database.SqlQuery<Row>(Became(line)).AsAsyncEnumerable();
        return new Report<Row>("charge-trail", line, Numbered([.. made, OfRun(run), OfLine(charge)], became));
    }

    private static async IAsyncEnumerable<Row> Numbered(List<Row> made, IAsyncEnumerable<Row> became)
    {
        var step = 0;
        foreach (var row in made)
        {
            yield return row with { Step = ++step };
        }

        await foreach (var row in became)
        {
            yield return row with { Step = ++step };
        }
    }

    private static IEnumerable<Row> Explained(LineExplanation explanation)
    {
        var steps = explanation.Authorities.Append(explanation.Amount).SelectMany(Innermost).ToList();
        return steps.Where(step => step.From is null).Distinct().Concat(steps.Where(step => step.From is not null)).Append(explanation.Vat)
            .Select(step => Of(KindOf(step), step.Source, step.Says) with
            {
                Value = step.Value?.ToString(CultureInfo.InvariantCulture),
                By = step.Party,
                Sha256 = step.Sha256,
            })
            .OrderBy(row => Array.IndexOf(Made, row.Kind));
    }

    // By code, for the sentences that the database puts together.
    private static readonly string MarkWords = JsonSerializer.Serialize(
        Enum.GetNames<LineState>().Select(state => (state, CodedWords.Of(Codes.Other, state)))
            .Concat(DisputeReasons.All.Select(reason => (reason, CodedWords.Of(Codes.DisputeReason, reason)))).ToDictionary());

    private static readonly string MatchWords = JsonSerializer.Serialize(
        new[] { "matched", "matchedWithDifference", "notPosted", "unmatched", "ambiguous" }
            .Select(state => (state, CodedWords.Of(Codes.Match, state)))
            .Concat(Enum.GetValues<MatchRule>().Select(rule => (rule.Id(), CodedWords.Of(Codes.Rule, rule.Id()))))
            .Concat(Reason.All.Select(reason => (reason, CodedWords.Of(Codes.Difference, reason)))).ToDictionary());

    private static readonly string[] Made = ["input", "rate", "driver", "authority", "rule", "vat"];

    private static IEnumerable<Explanation> Innermost(Explanation step) => (step.From ?? []).SelectMany(Innermost).Append(step);

    private static string KindOf(Explanation step) => step.Step switch
    {
        Steps.Rate => "rate",
        Steps.Weight or Steps.Share or Steps.CalendarDays => "driver",
        Steps.Clause or Steps.Decision => "authority",
        Steps.VatReason => "vat",
        _ => step.From is null ? "input" : "rule",
    };

    private static Row OfRun(Run run) => Of("run", run.Id.ToString(),
        $"Run of {run.Period} from the facts up to {run.FactNumber}, by version {run.EngineVersion} of the rules; reviewed by "
            + $"{run.ReviewerName}.") with { By = run.PreparerName, At = run.OpenedAt, Sha256 = run.CalculationSha256 };

    private static Row OfLine(StatementLine line) => Of("line", line.Reference,
        $"{line.Description}, {line.ServicePeriod}, {line.Working}: {line.Payer} pays {line.Payee} {line.Amount} and {line.Vat} VAT"
            + $"{(line.Corrects is null ? "" : $", correcting {line.Corrects}")}.") with { AmountGbp = line.Payable.InPounds };

    private static Row Of(string kind, string? reference, string says) => new(0, kind, reference, says, null, null, null, null, null);

    // The caller's own journals and ledger lines: the other council's are seen through the match alone.
    private static FormattableString Became(string line) =>
        $"""
        WITH latest AS (
            SELECT * FROM reconciliations WHERE statement_number = (SELECT statement_number FROM statement_lines WHERE reference = {line})
            ORDER BY version DESC LIMIT 1),
        found AS (
            SELECT latest.statement_number, latest.version, latest.reconciled_by, latest.reconciled_at, found.value AS found
            FROM latest CROSS JOIN LATERAL json_array_elements(record -> 'matches') AS found (value)
            WHERE found.value ->> 'statementLine' = {line}),
        event AS (
            SELECT 1 AS rank, 'mark' AS kind, line_reference AS reference,
                ({MarkWords}::jsonb ->> state) || CASE WHEN reason IS NULL THEN '' ELSE ', ' || ({MarkWords}::jsonb ->> reason) || coalesce(': ' || explanation, '') END AS says,
                disputed_pence / 100.0 AS gbp, marked_by AS by, marked_at AS at, NULL AS sha256, revision::bigint AS turn
            FROM line_marks WHERE line_reference = {line}
            UNION ALL
            SELECT 2, 'invoice', invoice.number, invoice.kind || ' of ' || invoice.seller || ', part ' || part.part,
                (part.net_pence + part.vat_pence) / 100.0, invoice.issued_by, invoice.issued_at, NULL, part.part
            FROM invoice_lines part JOIN invoices invoice ON invoice.id = part.invoice_id WHERE part.line_reference = {line}
            UNION ALL
            SELECT 3, 'journal', journal.reference, 'version ' || entry.version || ', line ' || entry.line_no || ', ' || entry.component
                || ', account ' || entry.account || coalesce(', cost centre ' || entry.cost_centre, ''),
                (entry.debit_pence - entry.credit_pence) / 100.0, NULL, NULL, NULL, entry.version * 1000000 + entry.line_no
            FROM journal_lines entry JOIN journals journal ON journal.reference = entry.journal_reference
            WHERE entry.external_line_id = {line}
            UNION ALL
            SELECT 4, 'acknowledgement', said.journal_reference, 'version ' || said.version || ' ' || said.stage
                || coalesce(' as ' || said.document_number, '') || coalesce(': ' || said.reason, ''), NULL, said.council || '''s ERP',
                said.at, NULL, said.id
            FROM journal_acknowledgements said WHERE said.journal_reference IN (
                SELECT journal_reference FROM journal_lines WHERE external_line_id = {line})
            UNION ALL
            SELECT 5, 'ledger', entry.doc_ref, 'line ' || entry.line_no || ', account ' || entry.account || ', period ' || entry.period
                || ', batch ' || entry.batch_id, (entry.debit_pence - entry.credit_pence) / 100.0, entry.council || '''s ERP',
                batch.received_at, encode(batch.content_sha256, 'hex'), entry.line_no
            FROM ledger_lines entry
            JOIN ledger_batches batch ON batch.council = entry.council AND batch.source_system = entry.source_system
                AND batch.batch_id = entry.batch_id
            WHERE entry.external_line_id = {line} OR (entry.council, entry.doc_ref, entry.line_no) IN (
                SELECT cited ->> 'council', cited ->> 'docRef', (cited ->> 'lineNo')::int
                FROM found CROSS JOIN LATERAL json_array_elements(found.found -> 'lines') AS cited)
            UNION ALL
            SELECT 6, 'match', statement_number || ', version ' || version, ({MatchWords}::jsonb ->> (found.found ->> 'state'))
                || coalesce(': ' || ({MatchWords}::jsonb ->> (found.found ->> 'rule')), '')
                || coalesce(', ' || ({MatchWords}::jsonb ->> (found.found ->> 'reason')), '')
                || coalesce(': ' || cited.lines, ''), cited.gbp,
                reconciled_by, reconciled_at, NULL, 1
            FROM found
            LEFT JOIN LATERAL (
                SELECT string_agg((cited ->> 'council') || ' ' || (cited ->> 'docRef') || '/' || (cited ->> 'lineNo') || ' '
                    || (cited ->> 'amountGbp'), ', ') AS lines, sum((cited ->> 'amountGbp')::numeric) AS gbp
                FROM json_array_elements(found.found -> 'lines') AS cited) AS cited ON true)
        SELECT 0 AS "Step", kind AS "Kind", reference AS "Reference", says AS "Says", NULL::text AS "Value", round(gbp, 2) AS "AmountGbp",
            by AS "By", at AS "At", sha256 AS "Sha256"
        FROM event ORDER BY rank, turn, reference COLLATE "C"
        """;
}
