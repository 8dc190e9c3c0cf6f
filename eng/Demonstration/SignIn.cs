using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Demonstration;

/// <summary>
/// Signs people and ERP clients in at their own council's issuer: officers by authorization code with PKCE through the login form,
/// as their browser would; ERP clients by client credentials.
/// </summary>
internal sealed partial class SignIn(Uri identity)
{
    // A loopback redirect that nobody listens on: the code is read from the redirect itself.
    private const string Callback = "http://127.0.0.1/callback";

    public async Task<string> OfficerAsync(string council, string officer, string password)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
        using var browser = new HttpClient(handler);
        var verifier = Base64Url(RandomNumberGenerator.GetBytes(32));
        var challenge = Base64Url(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

        var page = await FollowAsync(browser, new Uri(Issuer(council), "auth" + Query(new()
        {
            ["client_id"] = "demonstration",
            ["response_type"] = "code",
            ["scope"] = "openid profile",
            ["redirect_uri"] = Callback,
            ["state"] = "demonstration",
            ["code_challenge"] = challenge,
            ["code_challenge_method"] = "S256",
        })));
        while (page.Code is null)
        {
            page = await SubmitAsync(browser, page, officer, password);
        }

        return await TokenAsync(browser, council, new()
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = "demonstration",
            ["code"] = page.Code,
            ["redirect_uri"] = Callback,
            ["code_verifier"] = verifier,
        });
    }

    public async Task<string> ErpAsync(string council, string scopes, string secret)
    {
        using var client = new HttpClient();
        return await TokenAsync(client, council, new()
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = ClientOf(council),
            ["client_secret"] = secret,
            ["scope"] = scopes,
        });
    }

    private static string ClientOf(string council) => council switch
    {
        "HCC" => "hcc-erp",
        "IWC" => "iwc-erp",
        _ => throw new ArgumentException($"{council} has no ERP client here.", nameof(council)),
    };

    private Uri Issuer(string council) => new(identity, council.ToLowerInvariant() + "/");

    private async Task<string> TokenAsync(HttpClient client, string council, Dictionary<string, string> form)
    {
        using var content = new FormUrlEncodedContent(form);
        using var answer = await client.PostAsync(new Uri(Issuer(council), "token"), content);
        var body = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(body)!["access_token"]!.GetValue<string>()
            : throw new InvalidOperationException($"{council}'s issuer gave no token ({(int)answer.StatusCode}): {body}");
    }

    // Redirects are followed by hand, so that the one to the callback can be caught.
    private static async Task<LoginPage> FollowAsync(HttpClient browser, Uri address)
    {
        for (var redirects = 0; redirects < 20; redirects++)
        {
            using var answer = await browser.GetAsync(address);
            if (answer.Headers.Location is not { } location)
            {
                return new LoginPage(address, await answer.Content.ReadAsStringAsync(), Code: null);
            }

            address = new Uri(address, location);
            if (address.AbsoluteUri.StartsWith(Callback, StringComparison.Ordinal))
            {
                return new LoginPage(address, "", CodeIn(address));
            }
        }

        throw new InvalidOperationException("The identity provider redirects in a circle.");
    }

    private static string CodeIn(Uri callback) => CodePattern().Match(callback.Query) is { Success: true } match
        ? Uri.UnescapeDataString(match.Groups["code"].Value)
        : throw new InvalidOperationException($"The identity provider refused: {Uri.UnescapeDataString(callback.Query)}");

    private static async Task<LoginPage> SubmitAsync(HttpClient browser, LoginPage page, string officer, string password)
    {
        // A form that names no action is sent to its own page.
        var action = FormPattern().Match(page.Html) is { Success: true } form
            ? new Uri(page.Address, WebUtility.HtmlDecode(form.Groups["action"].Value))
            : throw new InvalidOperationException($"There is no form at {page.Address}: {page.Html}");
        var fields = InputPattern().Matches(page.Html)
            .Select(input => (Name: Attribute(input.Value, "name"), Type: Attribute(input.Value, "type"), Value: Attribute(input.Value, "value")))
            .Where(field => field.Name.Length > 0)
            .ToDictionary(field => field.Name, field => field.Type switch
            {
                "password" => password,
                "hidden" => field.Value,
                _ => officer,
            });

        using var content = new FormUrlEncodedContent(fields);
        using var answer = await browser.PostAsync(action, content);
        return answer.Headers.Location is { } location
            ? await FollowAsync(browser, new Uri(action, location))
            : throw new InvalidOperationException($"{officer} could not sign in ({(int)answer.StatusCode}).");
    }

    private static string Attribute(string tag, string name) =>
        Regex.Match(tag, $"\\b{name}=\"([^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(1)) is { Success: true } match
            ? WebUtility.HtmlDecode(match.Groups[1].Value)
            : "";

    private static string Query(Dictionary<string, string> values) =>
        "?" + string.Join('&', values.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));

    private static string Base64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    [GeneratedRegex("[?&]code=(?<code>[^&]+)", RegexOptions.None, 1000)]
    private static partial Regex CodePattern();

    [GeneratedRegex("<form(?=[ >])([^>]*\\baction=\"(?<action>[^\"]+)\")?", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FormPattern();

    [GeneratedRegex("<input[^>]*>", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex InputPattern();

    private sealed record LoginPage(Uri Address, string Html, string? Code);
}
