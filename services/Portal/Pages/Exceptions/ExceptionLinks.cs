using Microsoft.AspNetCore.WebUtilities;
using Portal.Clients;

namespace Portal.Pages.Exceptions;

/// <summary>Where the pages of what is open are.</summary>
public static class ExceptionLinks
{
    public static string ToDecisions(string statement) => $"/exceptions/{Uri.EscapeDataString(statement)}/decisions";

    /// <summary>Matching by hand, with lines that are ticked already.</summary>
    public static string ToMatch(string statement, string? statementLine, IEnumerable<Reconciliation.CitedLine> lines) =>
        QueryHelpers.AddQueryString(
            $"/exceptions/{Uri.EscapeDataString(statement)}/match",
            lines.Select(line => KeyValuePair.Create<string, string?>("lines", OwnLineOf(line).ToString()))
                .Prepend(KeyValuePair.Create("statementLines", statementLine)).Where(choice => choice.Value is not null));

    public static string ToSplit(string statement, Reconciliation.CitedLine line) =>
        QueryHelpers.AddQueryString($"/exceptions/{Uri.EscapeDataString(statement)}/split", "line", OwnLineOf(line).ToString());

    /// <param name="statement">Its number.</param>
    /// <param name="act">One of <see cref="Act"/>.</param>
    /// <param name="about">The proposal, the item, the statement line or the decision.</param>
    public static string To(string statement, string act, string about) =>
        QueryHelpers.AddQueryString($"/exceptions/{Uri.EscapeDataString(statement)}/decide/{act}", "about", about);

    public static OwnLine OwnLineOf(Reconciliation.CitedLine line) => new(line.DocRef, line.LineNo, line.Part);
}
