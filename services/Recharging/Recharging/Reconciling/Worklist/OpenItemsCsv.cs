using ServiceDefaults.Files;

namespace Recharging.Reconciling;

/// <summary>The worklist as a table, a row per item.</summary>
public static class OpenItemsCsv
{
    private static readonly string[] Columns =
    [
        "statement", "period", "item", "kind", "reason", "statement_line", "description", "council", "account", "amount_gbp", "due_on",
        "days_overdue", "age", "owner", "status", "must_act", "sentence", "to_do", "lines", "proposal", "proposed_for", "score", "margin",
        "runner_up"
    ];

    public static string Write(IEnumerable<OpenItem> items) => CsvTable.ForOfficers(Columns, items.Select(item => new object?[]
    {
        item.StatementNumber, item.Period, item.Id, CodedWords.Of(Codes.Alarm, item.Kind),
        CodedWords.Of(Codes.Difference, item.Reason ?? "none"), item.StatementLine, item.Description, item.Council, item.Account,
        item.AmountGbp, item.DueOn, item.DaysOverdue, CodedWords.Of(Codes.Age, item.Age), item.Owner,
        CodedWords.Of(Codes.Other, item.Status), string.Join(" ", item.MustAct), item.Sentence, item.ToDo,
        string.Join("; ", item.Lines.Select(line => $"{line.Council} {line.DocRef}/{line.LineNo}")), item.Proposal?.Id,
        item.Proposal is { } proposal ? string.Join("; ", proposal.StatementLines) : null, item.Proposal?.Score, item.Proposal?.Margin,
        item.Proposal?.RunnerUp,
    }));
}
