using Portal.Clients;
using Portal.Govuk;
using Recharging;

namespace Portal.Pages.Statements;

/// <summary>States and reasons in officers' words, and the colour of their tag.</summary>
public static class StateWords
{
    /// <summary>The coded reasons for a dispute that Recharging knows, as officers say them.</summary>
    public static readonly IReadOnlyList<Choice> DisputeReasons =
    [
        .. new[] { "rate", "days", "share", "pay", "authority", "evidence", "duplicate", "coding", "vat", "other" }
            .Select(code => new Choice(code, Reason(code)))
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

    public static string Reason(string code) => CodedWords.Of(Codes.DisputeReason, code);

    /// <summary>salary, ni, support-days … as a heading would have them.</summary>
    public static string Component(string code) => CodedWords.Of(Codes.Component, code);
}
