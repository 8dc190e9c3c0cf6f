using System.Globalization;
using Portal.Clients;
using Portal.Govuk;

namespace Portal.Pages.Statements;

/// <summary>A step's value as officers write it: what is to the penny in pounds, all else as the number that it is.</summary>
public static class StepWords
{
    public static string? Value(LineExplanation.Step step) => step switch
    {
        { Value: null } or { Kind: "fact" or "clause" or "decision", From: null, Value: 0 } => null,
        { Kind: "round-half-up" or "share" or "posted" } => Written.Pounds(step.Value.Value),
        _ => step.Value.Value.ToString("#,##0.######", CultureInfo.GetCultureInfo("en-GB")),
    };
}
