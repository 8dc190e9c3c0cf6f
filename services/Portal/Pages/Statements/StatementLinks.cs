using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Pages.Statements;

/// <summary>Where the pages of a statement are.</summary>
public static class StatementLinks
{
    public static string To(string number) => $"/statements/{Uri.EscapeDataString(number)}";

    public static string ToLine(string number, string line) => $"{To(number)}#{Uri.EscapeDataString(line)}";

    public static string ToWhy(string number, string line) => $"{To(number)}/lines/{Uri.EscapeDataString(line)}/why";

    public static string ToAgree(string number) => $"{To(number)}/agree";

    public static string ToAgree(string number, string line) => QueryHelpers.AddQueryString(ToAgree(number), "lines", line);

    public static string ToAgreeAll(string number) => QueryHelpers.AddQueryString(ToAgree(number), "all", "true");

    public static string ToDispute(string number, string line) => $"{To(number)}/lines/{Uri.EscapeDataString(line)}/dispute";

    public static string ToWithdraw(string number, string line) => $"{To(number)}/lines/{Uri.EscapeDataString(line)}/withdraw";

    public static string ToSettle(string number) => $"{To(number)}/settle";

    public static string ToReconciliation(string number, int? version = null) =>
        $"{To(number)}/reconciliation{(version is { } earlier ? $"?version={earlier}" : "")}";

    public static string ToMatches(string number, int? version) =>
        $"{To(number)}/reconciliation/matches{(version is { } earlier ? $"?version={earlier}" : "")}";

    public static string ToCsv(string number) => $"{To(number)}/lines.csv";
}
