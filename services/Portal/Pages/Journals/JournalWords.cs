namespace Portal.Pages.Journals;

/// <summary>Journals in officers' words, and where their pages are.</summary>
public static class JournalWords
{
    public static string To(string reference) => $"/journals/{Uri.EscapeDataString(reference)}";

    public static string ToRecode(string reference) => $"{To(reference)}/recode";

    public static string Direction(string code) => code switch
    {
        "receivable" => "We are owed",
        "payable" => "We owe",
        _ => code
    };

    /// <summary>What the council's ERP said last.</summary>
    public static string State(string code) => code switch
    {
        "pending" => "Not collected yet",
        "received" => "Received",
        "validated" => "Validated",
        "accepted" => "Accepted",
        "rejected" => "Rejected",
        "posted" => "Posted",
        "reversed" => "Reversed",
        _ => code
    };

    public static string ColourOf(string state) => state switch
    {
        "pending" => "govuk-tag--blue",
        "rejected" => "govuk-tag--red",
        "posted" => "govuk-tag--green",
        "received" or "validated" or "accepted" => "govuk-tag--turquoise",
        _ => "govuk-tag--grey"
    };
}
