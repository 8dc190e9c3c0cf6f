using Portal.Clients;
using Portal.Govuk;

namespace Portal.Pages.Statements;

/// <summary>States and reasons in officers' words, and the colour of their tag.</summary>
public static class StateWords
{
    /// <summary>The coded reasons for a dispute that Recharging knows, as officers say them.</summary>
    public static readonly IReadOnlyList<Choice> DisputeReasons =
    [
        new("rate", "The rate is wrong"),
        new("days", "The days are wrong"),
        new("share", "The share is wrong"),
        new("pay", "The pay is wrong"),
        new("authority", "Nobody authorised it"),
        new("evidence", "There is no evidence for it"),
        new("duplicate", "It is charged twice"),
        new("coding", "It belongs to another service or account"),
        new("vat", "The VAT is wrong"),
        new("other", "Another reason")
    ];

    public static string Of(LineState state) => state switch
    {
        LineState.Unseen => "Not marked yet",
        LineState.Agreed => "Agreed",
        LineState.Disputed => "Disputed",
        LineState.PartDisputed => "Disputed in part",
        LineState.CreditAgreed => "Resolved, credit agreed",
        LineState.Withdrawn => "Withdrawn",
        LineState.NotPayable => "Nothing to pay",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No such state of a line.")
    };

    public static string ColourOf(LineState state) => state switch
    {
        LineState.Unseen => "govuk-tag--blue",
        LineState.Agreed => "govuk-tag--green",
        LineState.Disputed => "govuk-tag--red",
        LineState.PartDisputed => "govuk-tag--orange",
        LineState.CreditAgreed => "govuk-tag--turquoise",
        _ => "govuk-tag--grey"
    };

    /// <summary>A statement's own state; one that is newer than these pages is shown as it is called.</summary>
    public static string Of(string statementState) => statementState switch
    {
        "issued" => "Issued",
        "marked" => "All lines marked",
        "settled" => "Settled",
        _ => statementState
    };

    public static string ColourOf(string statementState) => statementState switch
    {
        "issued" => "govuk-tag--blue",
        "marked" => "govuk-tag--turquoise",
        "settled" => "govuk-tag--green",
        _ => "govuk-tag--grey"
    };

    public static string Reason(string code) =>
        DisputeReasons.Where(reason => reason.Value == code).Select(reason => reason.Words).FirstOrDefault(code);

    /// <summary>salary, ni, support-days … as a heading would have them.</summary>
    public static string Component(string code) => code switch
    {
        "ni" => "National Insurance",
        "pension" => "Pension (LGPS)",
        "levy" => "Apprenticeship levy",
        _ => char.ToUpperInvariant(code[0]) + code[1..].Replace('-', ' ')
    };
}
