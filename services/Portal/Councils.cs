namespace Portal;

/// <summary>The councils that sign in here, by code and by the name that officers read.</summary>
public sealed class Councils(IConfiguration configuration)
{
    public sealed record Council(string Code, string Name);

    public IReadOnlyList<Council> All { get; } =
    [
        .. configuration.GetSection("SignIn:Issuers").GetChildren()
            .Select(issuer => issuer["Council"] ?? throw new InvalidOperationException("An issuer in SignIn:Issuers has no Council."))
            .Select(code => new Council(code, configuration[$"Councils:{code}"] ?? code))
    ];

    public string NameOf(string code) => All.FirstOrDefault(council => council.Code == code)?.Name ?? code;
}
