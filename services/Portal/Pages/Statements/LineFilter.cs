using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Clients;
using Portal.Govuk;

namespace Portal.Pages.Statements;

/// <summary>Which lines of a statement to show, and in which order. It is the address of the page, so it can be kept and shared.</summary>
public sealed class LineFilter
{
    private const string Amount = "amount";

    public string? State { get; set; }

    public string? Service { get; set; }

    /// <summary>The council that pays.</summary>
    public string? Payer { get; set; }

    public string? Sort { get; set; }

    public bool IsSet => State is not null || Service is not null || Payer is not null;

    /// <summary>The ways to sort, by what they are called in an address.</summary>
    public static readonly IReadOnlyList<Choice> Orders =
        [new("", "As on the statement"), new(Amount, "Largest amount first"), new("service", "Service"), new("state", "State")];

    public static IReadOnlyList<Choice> StatesOf(Statement statement) =>
        [new("", "All"), .. statement.Lines.Select(line => line.State).Distinct().Order()
            .Select(state => new Choice(state.ToString(), StateWords.Of(state)))];

    public static IReadOnlyList<Choice> ServicesOf(Statement statement) =>
        [new("", "All"), .. statement.Lines.Select(line => line.Service).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(service => new Choice(service, StateWords.Component(service)))];

    public IReadOnlyList<Statement.Line> Of(IReadOnlyList<Statement.Line> lines)
    {
        var chosen = lines.Where(line =>
            (State is null || string.Equals(line.State.ToString(), State, StringComparison.OrdinalIgnoreCase))
            && (Service is null || line.Service == Service)
            && (Payer is null || line.Payer == Payer));
        return
        [
            .. Sort switch
            {
                Amount => chosen.OrderByDescending(line => Math.Abs(line.AmountGbp)),
                "service" => chosen.OrderBy(line => line.Service, StringComparer.Ordinal),
                "state" => chosen.OrderBy(line => line.State),
                _ => chosen
            }
        ];
    }

    /// <summary>The same choice on another page of the list.</summary>
    public string ToPage(string number, int page) => QueryHelpers.AddQueryString(
        StatementLinks.To(number),
        new[]
        {
            KeyValuePair.Create("state", State), KeyValuePair.Create("service", Service), KeyValuePair.Create("payer", Payer),
            KeyValuePair.Create("sort", Sort), KeyValuePair.Create<string, string?>("sheet", page.ToString(CultureInfo.InvariantCulture))
        }.Where(choice => choice.Value is not null));
}
