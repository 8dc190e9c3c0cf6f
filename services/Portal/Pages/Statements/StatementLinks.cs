using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Pages.Statements;

/// <summary>Where the pages of a statement are.</summary>
public static class StatementLinks
{
    public static string To(string number) => $"/statements/{Uri.EscapeDataString(number)}";

    public static string ToLine(string number, string line) => $"{To(number)}/lines/{Uri.EscapeDataString(line)}";

    /// <summary>A line says which statement it is on: ST2324P01-003 is on ST-2023-24-P01.</summary>
    public static string ToLine(string line) => ToLine($"ST-20{line[2..4]}-{line[4..6]}-{line[6..9]}", line);

    public static string ToComment(string number, string line) => $"{ToLine(number, line)}?handler=comment";

    public static string ToAttach(string number, string line) => $"{ToLine(number, line)}?handler=attach";

    public static string ToPaper(string number, string line, Guid paper) => $"{ToLine(number, line)}?handler=paper&id={paper}";

    public static string ToWithdrawPaper(string number, string line, Guid paper) => $"{ToLine(number, line)}/papers/{paper}/withdraw";

    public static string ToWhy(string number, string line) => $"{ToLine(number, line)}/why";

    public static string ToAgree(string number) => $"{To(number)}/agree";

    public static string ToAgree(string number, string line) => QueryHelpers.AddQueryString(ToAgree(number), "lines", line);

    public static string ToAgreeAll(string number) => QueryHelpers.AddQueryString(ToAgree(number), "all", "true");

    public static string ToDispute(string number) => $"{To(number)}/dispute";

    public static string ToDispute(string number, string line) => $"{ToLine(number, line)}/dispute";

    public static string ToWithdraw(string number, string line) => $"{ToLine(number, line)}/withdraw";

    public static string ToSettle(string number) => $"{To(number)}/settle";

    public static string ToReconciliation(string number, int? version = null) =>
        $"{To(number)}/reconciliation{(version is { } earlier ? $"?version={earlier}" : "")}";

    public static string ToMatches(string number, int? version) =>
        $"{To(number)}/reconciliation/matches{(version is { } earlier ? $"?version={earlier}" : "")}";

    public static string ToCsv(string number) => $"{To(number)}/lines.csv";
}
