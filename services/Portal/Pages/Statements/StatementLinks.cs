namespace Portal.Pages.Statements;

/// <summary>Where the pages of a statement are.</summary>
public static class StatementLinks
{
    public static string To(string number) => $"/statements/{Uri.EscapeDataString(number)}";

    public static string ToWhy(string number, string line) => $"{To(number)}/lines/{Uri.EscapeDataString(line)}/why";

    public static string ToAgree(string number, string line) => $"{To(number)}/lines/{Uri.EscapeDataString(line)}/agree";

    public static string ToDispute(string number, string line) => $"{To(number)}/lines/{Uri.EscapeDataString(line)}/dispute";
}
