namespace Demonstration;

/// <summary>Everyone who acts in the story, each signed in once at the council that employs them.</summary>
internal sealed class Cast(HttpClient gateway, SignIn signIn)
{
    // Known to the development identity provider only, which refuses to start in Production.
    private const string Password = "development";
    private const string ErpScopes = "hr-extracts:write ledger:write journals:read journals:acknowledge masters:write";

    private readonly Dictionary<string, SignedIn> signedIn = new(StringComparer.Ordinal);

    /// <summary>Who a step names: the council and the sign-in's name there, for example <c>IWC governance</c> or <c>HCC erp</c>.</summary>
    public async Task<SignedIn> NamedAsync(string name)
    {
        if (!signedIn.TryGetValue(name, out var person))
        {
            var (council, role) = name.Split(' ') is [var first, var second]
                ? (first, second)
                : throw new ArgumentException($"'{name}' is not a council and a sign-in of it.", nameof(name));
            var issuer = council.ToLowerInvariant();
            var token = role == "erp"
                ? await signIn.ErpAsync(council, ErpScopes, $"{issuer}-erp-development")
                : await signIn.OfficerAsync(council, $"{issuer}.{role}", Password);
            signedIn[name] = person = new SignedIn(council, name, gateway, token);
        }

        return person;
    }

    /// <summary>What takes effect only once the HR approvers of both councils ask for the same.</summary>
    public async Task BothAskAsync(string path, object what)
    {
        foreach (var council in new[] { "HCC", "IWC" })
        {
            await (await NamedAsync($"{council} hrapprover")).PostAsync(path, what);
        }
    }

    public async Task<Office> OfficeAsync(string council) => new(
        council,
        Finance: await NamedAsync($"{council} finance"),
        SecondFinance: await NamedAsync($"{council} finance2"),
        Erp: await NamedAsync($"{council} erp"),
        Operator: await NamedAsync($"{council} operator"));
}

/// <summary>One council's people who charge and reconcile, its ERP client, and who keeps its system going.</summary>
internal sealed record Office(string Council, SignedIn Finance, SignedIn SecondFinance, SignedIn Erp, SignedIn Operator);
