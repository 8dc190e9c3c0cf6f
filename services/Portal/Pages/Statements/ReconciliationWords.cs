using Portal.Govuk;

namespace Portal.Pages.Statements;

/// <summary>Reasons, rules and states of matching in officers' words; one newer than these pages is shown as it is called.</summary>
public static class ReconciliationWords
{
    /// <summary>The reasons that an officer can give for a difference.</summary>
    public static readonly IReadOnlyList<Choice> Reasons =
    [
        new("", "None: the usual rules say"),
        .. new[]
        {
            "timing", "missing_at_payer", "missing_at_payee", "amount", "rounding", "vat", "coding", "duplicate", "reference", "part_payment",
            "credit_not_issued", "disputed", "opening"
        }.Select(code => new Choice(code, Reason(code)))
    ];

    public static string Reason(string code) => code switch
    {
        "timing" => "Posted in another month",
        "missing_at_payer" => "Not posted by the council that pays",
        "missing_at_payee" => "Not posted by the council that is owed",
        "amount" => "Another amount",
        "rounding" => "Rounding",
        "vat" => "VAT",
        "coding" => "Wrong coding",
        "duplicate" => "Posted twice",
        "reference" => "Wrong reference",
        "part_payment" => "Paid in part",
        "credit_not_issued" => "Credit not issued",
        "disputed" => "Disputed and held",
        "opening" => "Brought forward",
        _ => Plain(code)
    };

    public static string Rule(string code) => code switch
    {
        "exactReference" => "Both quote the line’s reference",
        "referenceAmountPeriod" => "Same document, amount and month",
        "amountAndDate" => "Amount and date alone",
        "decided" => "Decided by an officer",
        _ => Plain(code)
    };

    public static string State(string code) => code switch
    {
        "matched" => "Matched",
        "matchedWithDifference" => "Matched with a difference",
        "notPosted" => "In neither ledger",
        "unmatched" => "In one ledger only",
        "ambiguous" => "For an officer to decide",
        _ => Plain(code)
    };

    public static string ColourOf(string state) => state switch
    {
        "matched" => "govuk-tag--green",
        "matchedWithDifference" => "govuk-tag--turquoise",
        "notPosted" or "unmatched" => "govuk-tag--red",
        "ambiguous" => "govuk-tag--orange",
        _ => "govuk-tag--grey"
    };

    public static string Alarm(string kind) => kind switch
    {
        "noReason" => "No reason found",
        "notPosted" => "In neither ledger",
        "ambiguous" => "For an officer to decide",
        _ => Plain(kind)
    };

    /// <summary>groupedSum or wrong_period as a heading would have them.</summary>
    private static string Plain(string code)
    {
        var words = string.Concat(code.Select(letter =>
            char.IsAsciiLetterUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : letter is '_' or '-' ? " " : letter.ToString()));
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }
}
