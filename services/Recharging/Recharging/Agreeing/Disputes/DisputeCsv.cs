using ServiceDefaults.Files;

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

    public static string Write(IEnumerable<DisputeView> disputes) => CsvTable.ForOfficers(Columns, disputes.Select(dispute =>
        new object?[]
        {
            dispute.Reference, dispute.StatementNumber, dispute.LineReference, dispute.AgreementReference, dispute.Payee, dispute.Payer,
            CodedWords.Of(Codes.Dispute, dispute.State), CodedWords.Of(Codes.DisputeReason, dispute.Reason), dispute.DisputedGbp,
            dispute.ProposedGbp, dispute.Explanation, dispute.RaisedBy, dispute.RaisedAt, dispute.Owner, dispute.AcknowledgeBy,
            dispute.AcknowledgedOn, dispute.ResolveBy, dispute.ResolvedOn, CodedWords.Of(Codes.Other, dispute.Overdue ?? ""),
            dispute.AgeDays, CodedWords.Of(Codes.Age, dispute.Ageing), dispute.OfferedGbp, dispute.Answer, dispute.AcceptedGbp,
            dispute.EscalatedOn, dispute.EscalatedBecause, dispute.ClosedOn, dispute.ClosedBy,
        }));
}
