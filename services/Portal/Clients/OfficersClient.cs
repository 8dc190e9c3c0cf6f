using Portal.Govuk;

namespace Portal.Clients;

/// <summary>The officers of the council who have signed in, as its own identity provider vouched for them.</summary>
public sealed class OfficersClient(HttpClient recharging)
{
    public Task<IReadOnlyList<KnownOfficer>> All(CancellationToken cancel) =>
        recharging.Read<IReadOnlyList<KnownOfficer>>("officers", cancel);
}

/// <param name="MayOwn">A dispute or an open item may be given to them.</param>
/// <param name="MayStandIn">They may stand in for an S151 delegate.</param>
public sealed record KnownOfficer(string SignIn, string Name, IReadOnlyList<string> Roles, bool MayOwn, bool MayStandIn)
{
    /// <summary>For a question with these officers as its answers.</summary>
    public static IReadOnlyList<Choice> Choices(IReadOnlyList<KnownOfficer> officers) =>
        [new("", "Select an officer"), .. officers.Select(officer => new Choice(officer.SignIn, $"{officer.Name} ({officer.SignIn})"))];

    /// <summary>As a page says who is meant, or what was chosen when nobody is.</summary>
    public static string Named(IReadOnlyList<KnownOfficer> officers, string? signIn) =>
        officers.FirstOrDefault(officer => officer.SignIn == signIn)?.Name ?? signIn ?? "";
}
