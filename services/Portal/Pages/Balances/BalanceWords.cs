using Recharging;

namespace Portal.Pages.Balances;

/// <summary>The agreement of balances in officers' words, and where its pages are.</summary>
public static class BalanceWords
{
    public static string To(string quarter) => $"/balances/{Uri.EscapeDataString(quarter)}";

    public static string ToAnswer(string quarter) => $"{To(quarter)}/answer";

    public static string State(string code) => CodedWords.Of(Codes.Balance, code);

    public static string ColourOf(string state) => state switch
    {
        "agreed" => "govuk-tag--green",
        "toSend" or "toAnswer" => "govuk-tag--blue",
        "notAgreed" => "govuk-tag--red",
        "changed" => "govuk-tag--orange",
        _ => "govuk-tag--grey"
    };
}
