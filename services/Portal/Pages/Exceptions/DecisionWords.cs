using Portal.Clients;

namespace Portal.Pages.Exceptions;

/// <summary>Decisions in officers' words; one that is newer than these pages is shown as it is called.</summary>
public static class DecisionWords
{
    public static string Kind(Decision decision) => decision switch
    {
        { Kind: "match", Proposal: not null } => "Proposal adopted",
        { Kind: "forbid", Proposal: not null } => "Proposal rejected",
        _ => Kind(decision.Kind)
    };

    private static string Kind(string code) => code switch
    {
        "match" => "Match by hand",
        "split" => "Split",
        "forbid" => "Match undone",
        "writeOff" => "Write-off",
        "approve" => "Approval",
        "reject" => "Rejection",
        "assign" => "Owner named",
        "undo" => "Taken back",
        _ => code
    };

    public static string State(string code) => code switch
    {
        "holds" => "Holds",
        "waits" => "Waits for approval",
        "rejected" => "Rejected",
        "undone" => "Undone",
        _ => code
    };

    public static string ColourOf(string state) => state switch
    {
        "holds" => "govuk-tag--green",
        "waits" => "govuk-tag--blue",
        _ => "govuk-tag--grey"
    };
}
