using System.Globalization;
using CsvHelper;
using Recharging.Settling;

namespace Recharging.Agreeing;

/// <summary>The register as a table, one row per dispute.</summary>
public static class DisputeCsv
{
    private static readonly string[] Columns =
    [
        "reference", "statement", "line_reference", "agreement", "payee", "payer", "state", "reason", "disputed_gbp", "proposed_gbp",
        "explanation", "raised_by", "raised_at", "owner", "acknowledge_by", "acknowledged_on", "resolve_by", "resolved_on", "overdue",
        "age_days", "ageing", "offered_gbp", "answer", "accepted_gbp", "escalated_on", "escalated_because", "closed_on", "closed_by",
    ];

    public static string Write(IEnumerable<DisputeView> disputes)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using var csv = new CsvWriter(text, CultureInfo.InvariantCulture);
        WriteRow(csv, Columns);
        foreach (var dispute in disputes)
        {
            WriteRow(csv,
            [
                dispute.Reference, dispute.StatementNumber, dispute.LineReference, Words(dispute.AgreementReference), dispute.Payee,
                dispute.Payer, CodedWords.Of(Codes.Dispute, dispute.State), CodedWords.Of(Codes.DisputeReason, dispute.Reason),
                Pounds(dispute.DisputedGbp), Pounds(dispute.ProposedGbp),
                Words(dispute.Explanation), Words(dispute.RaisedBy), dispute.RaisedAt.ToString("O", CultureInfo.InvariantCulture),
                Words(dispute.Owner), Day(dispute.AcknowledgeBy), Day(dispute.AcknowledgedOn), Day(dispute.ResolveBy),
                Day(dispute.ResolvedOn), CodedWords.Of(Codes.Other, dispute.Overdue ?? ""), dispute.AgeDays.ToString(CultureInfo.InvariantCulture), CodedWords.Of(Codes.Age, dispute.Ageing),
                Pounds(dispute.OfferedGbp), Words(dispute.Answer ?? ""), Pounds(dispute.AcceptedGbp), Day(dispute.EscalatedOn),
                Words(dispute.EscalatedBecause ?? ""), Day(dispute.ClosedOn), dispute.ClosedBy ?? "",
            ]);
        }

        csv.Flush();
        return text.ToString();
    }

    private static void WriteRow(CsvWriter csv, IEnumerable<string> fields)
    {
        foreach (var field in fields)
        {
            csv.WriteField(field);
        }

        csv.NextRecord();
    }

    private static string Words(string text) => InvoiceCsv.Words(text);

    private static string Pounds(decimal? pounds) => pounds?.ToString("0.00", CultureInfo.InvariantCulture) ?? "";

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
