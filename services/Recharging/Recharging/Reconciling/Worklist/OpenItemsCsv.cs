using System.Globalization;
using CsvHelper;
using Recharging.Matching.Differences;
using Recharging.Settling;

namespace Recharging.Reconciling;

/// <summary>The worklist as a table, a row per item. What a spreadsheet would take for a formula gets an apostrophe before it.</summary>
public static class OpenItemsCsv
{
    private static readonly string[] Columns =
    [
        "statement", "period", "item", "kind", "reason", "statement_line", "description", "council", "account", "amount_gbp", "due_on",
        "days_overdue", "age", "owner", "status", "must_act", "sentence", "to_do", "lines", "proposal", "proposed_for", "score", "margin",
        "runner_up"
    ];

    public static string Write(IEnumerable<OpenItem> items)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using var csv = new CsvWriter(text, CultureInfo.InvariantCulture);
        WriteRow(csv, Columns);
        foreach (var item in items)
        {
            WriteRow(csv,
            [
                item.StatementNumber, item.Period, item.Id ?? "", CodedWords.Of(Codes.Alarm, item.Kind),
                CodedWords.Of(Codes.Difference, item.Reason ?? "none"), item.StatementLine ?? "",
                InvoiceCsv.Words(item.Description ?? ""), item.Council ?? "", InvoiceCsv.Words(item.Account ?? ""),
                item.AmountGbp.ToString("0.00", CultureInfo.InvariantCulture),
                item.DueOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                item.DaysOverdue.ToString(CultureInfo.InvariantCulture), CodedWords.Of(Codes.Age, item.Age),
                InvoiceCsv.Words(item.Owner ?? ""), CodedWords.Of(Codes.Other, item.Status), string.Join(" ", item.MustAct),
                InvoiceCsv.Words(item.Sentence), item.ToDo ?? "",
                InvoiceCsv.Words(string.Join("; ", item.Lines.Select(line => $"{line.Council} {line.DocRef}/{line.LineNo}"))),
                .. Proposed(item.Proposal)
            ]);
        }

        csv.Flush();
        return text.ToString();
    }

    private static string[] Proposed(ReconciliationRecord.Proposal? proposal) => proposal is null
        ? ["", "", "", "", ""]
        :
        [
            proposal.Id, string.Join("; ", proposal.StatementLines), proposal.Score.ToString("0.0000", CultureInfo.InvariantCulture),
            proposal.Margin.ToString("0.0000", CultureInfo.InvariantCulture), InvoiceCsv.Words(proposal.RunnerUp ?? "")
        ];

    private static void WriteRow(CsvWriter csv, IEnumerable<string> fields)
    {
        foreach (var field in fields)
        {
            csv.WriteField(field);
        }

        csv.NextRecord();
    }
}
