using Portal.Clients;
using Portal.Govuk;
using Recharging;

namespace Portal.Pages.Disputes;

/// <summary>Disputes in officers' words; a state that is newer than these pages is shown as it is called.</summary>
public static class DisputeWords
{
    /// <summary>Which disputes the register shows, by what that is called in an address.</summary>
    public static readonly IReadOnlyList<Choice> Registers =
    [
        new("open", "All that are open"),
        new("mine", "Yours to answer"),
        new("overdue", "Overdue"),
        new("raised", "Not acknowledged yet"),
        new("acknowledged", "Acknowledged"),
        new("under_review", "Being looked into"),
        new("escalated", "Escalated to the board"),
        new("resolved_agreed", "Resolved, the charge stands"),
        new("resolved_credit", "Resolved with a credit"),
        new("closed", "Closed"),
        new("all", "All")
    ];

    public static string State(string code) => CodedWords.Of(Codes.Dispute, code);

    public static string ColourOf(string state) => state switch
    {
        "raised" => "govuk-tag--blue",
        "acknowledged" or "under_review" => "govuk-tag--turquoise",
        "escalated" => "govuk-tag--purple",
        "resolved_agreed" or "resolved_credit" => "govuk-tag--green",
        _ => "govuk-tag--grey"
    };

    /// <summary>What has to happen next and by when, and whether it is late.</summary>
    public static string Clock(Dispute dispute) => dispute switch
    {
        { ClosedOn: { } closed } => $"Closed on {Written.Day(closed)}",
        { ResolvedOn: { } resolved } => $"Resolved on {Written.Day(resolved)}",
        { Overdue: "acknowledgement" } => $"Overdue: acknowledgement was due on {Written.Day(dispute.AcknowledgeBy)}",
        { Overdue: "resolution" } => $"Overdue: resolution was due on {Written.Day(dispute.ResolveBy)}",
        { AcknowledgedOn: null } => $"Acknowledge by {Written.Day(dispute.AcknowledgeBy)}",
        _ => $"Resolve by {Written.Day(dispute.ResolveBy)}"
    };

    public static string To(string reference) => $"/disputes/{Uri.EscapeDataString(reference)}";

    public static string ToHandOver(string reference) => $"{To(reference)}/hand-over";

    public static string ToResolve(string reference) => $"{To(reference)}/resolve";

    public static string ToEscalate(string reference) => $"{To(reference)}/escalate";

    /// <summary>The reference of a line's dispute: DP2324P01-005 of ST2324P01-005.</summary>
    public static string ReferenceOf(string line) => $"DP{line[2..]}";
}
