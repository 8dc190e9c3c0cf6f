using System.Globalization;
using Portal.Clients;
using Portal.Govuk;

namespace Portal.Pages.Rates;

/// <summary>Rates as officers say them.</summary>
public static class RateWords
{
    public static string To(Guid load) => $"/rates/{load}";

    public static string Table(string table) => table switch
    {
        "spine" => "Pay points",
        "national-insurance" => "National Insurance",
        "levy" => "Apprenticeship levy",
        "pension" => "Pension rates",
        _ => table
    };

    public static string State(RateLoad load) => load.State switch
    {
        "waiting" => "Waits for the other council",
        "confirmed" => $"Confirmed by {load.DecidedBy} of {load.DecidedByCouncil}",
        "rejected" => $"Rejected by {load.DecidedBy} of {load.DecidedByCouncil}",
        _ => $"Taken back by {load.DecidedBy}"
    };

    public static string Figures(RateLoad.Figures? rate) => rate switch
    {
        null => "None",
        { AnnualGbp: { } annual } => $"{Written.Pounds(annual)} a year",
        { AnnualThresholdGbp: { } threshold, RatePercent: { } percent } => $"{Percent(percent)} above {Written.Pounds(threshold)} a year",
        { RatePercent: { } percent } => Percent(percent),
        _ => ""
    };

    private static string Percent(decimal percent) => string.Create(CultureInfo.InvariantCulture, $"{percent:0.####}%");
}
