namespace Portal.Pages.Agendas;

/// <summary>Where the pages of the boards' agendas are.</summary>
public static class AgendaLinks
{
    public const string All = "/agendas";

    public static string ToPlace(string matter) => $"/agendas/{Uri.EscapeDataString(matter)}/place";
}
