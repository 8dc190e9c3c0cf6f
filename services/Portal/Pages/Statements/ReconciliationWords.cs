using Portal.Govuk;
using Recharging;

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
            "timing", "missing_at_payer", "missing_at_payee", "amount", "rounding", "vat", "coding", "period", "duplicate", "reference", "part_payment",
            "credit_not_issued", "disputed", "opening"
        }.Select(code => new Choice(code, Reason(code)))
    ];

    public static string Reason(string code) => CodedWords.Of(Codes.Difference, code);

    public static string Rule(string code) => CodedWords.Of(Codes.Rule, code);

    public static string State(string code) => CodedWords.Of(Codes.Match, code);

    public static string Alarm(string kind) => CodedWords.Of(Codes.Alarm, kind);

    public static string ColourOf(string state) => state switch
    {
        "matched" => "govuk-tag--green",
        "matchedWithDifference" => "govuk-tag--turquoise",
        "notPosted" or "unmatched" => "govuk-tag--red",
        "ambiguous" => "govuk-tag--orange",
        _ => "govuk-tag--grey"
    };
}
