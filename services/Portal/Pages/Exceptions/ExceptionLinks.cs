using Microsoft.AspNetCore.WebUtilities;
using Portal.Clients;

namespace Portal.Pages.Exceptions;

/// <summary>Where the pages of what is open are.</summary>
public static class ExceptionLinks
{
    public static string ToDecisions(string statement) => $"/exceptions/{Uri.EscapeDataString(statement)}/decisions";

    /// <summary>Matching by hand, with lines that are ticked already: so a proposal is adopted.</summary>
    public static string ToMatch(
        string statement, IEnumerable<string> statementLines, IEnumerable<Reconciliation.CitedLine> lines, string? because = null)
    {
        var choice = statementLines.Select(line => KeyValuePair.Create<string, string?>("statementLines", line))
            .Concat(lines.Select(line => KeyValuePair.Create<string, string?>("lines", OwnLineOf(line).ToString())));
        return QueryHelpers.AddQueryString(
            $"/exceptions/{Uri.EscapeDataString(statement)}/match",
            because is null ? choice : choice.Append(KeyValuePair.Create<string, string?>("reason", because)));
    }

    public static string ToSplit(string statement, Reconciliation.CitedLine line) =>
        QueryHelpers.AddQueryString($"/exceptions/{Uri.EscapeDataString(statement)}/split", "line", OwnLineOf(line).ToString());

    /// <param name="statement">Its number.</param>
    /// <param name="act">One of <see cref="Act"/>.</param>
    /// <param name="about">The item, the statement line or the decision.</param>
    public static string To(string statement, string act, string about) =>
        QueryHelpers.AddQueryString($"/exceptions/{Uri.EscapeDataString(statement)}/decide/{act}", "about", about);

    public static OwnLine OwnLineOf(Reconciliation.CitedLine line) => new(line.DocRef, line.LineNo, line.Part);
}
