using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Portal.Tests;

/// <summary>Someone with a browser that runs no script: opens pages, fills in forms, reads what is there.</summary>
public sealed class Visitor : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly Uri portal;
    private readonly HttpClient _http;

    public Visitor(Uri portal)
    {
        this.portal = portal;
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies }) { BaseAddress = portal };
    }

    public IHtmlDocument Page { get; private set; } = null!;

    public HttpStatusCode Status { get; private set; }

    /// <summary>Where redirects have led.</summary>
    public Uri At { get; private set; } = null!;

    public HttpResponseMessage Answer { get; private set; } = null!;

    public string Heading => Text("h1");

    public IReadOnlyList<string> SummaryOfErrors =>
        [.. Page.QuerySelectorAll(".govuk-error-summary__list li").Select(item => item.TextContent.Trim())];

    /// <summary>As a thief would who has got hold of them.</summary>
    public void TakeCookiesOf(Visitor other) => _cookies.Add(portal, other._cookies.GetCookies(portal));

    public async Task Open(string path) => await Read(await _http.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute)));

    /// <summary>Fills in the main form of the page, not one that chooses what to show, and sends it with all that it hides.</summary>
    public async Task Submit(params (string Name, string Value)[] filledIn)
    {
        var form = Page.QuerySelector<IHtmlFormElement>("main form:not([method=get])")
            ?? throw new InvalidOperationException($"No form on {At}.");
        var fields = form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]")
            .Select(field => KeyValuePair.Create(field.Name!, field.Value))
            .Concat(filledIn.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var content = new FormUrlEncodedContent(fields);
        var action = form.GetAttribute("action") is { Length: > 0 } given ? new Uri(At, given) : At;
        await Read(await _http.PostAsync(action, content));
    }

    /// <summary>Sends the form that takes a file with all that it hides, and with no file when that has no name.</summary>
    public async Task Upload(string field, string name, byte[] content)
    {
        var form = Page.QuerySelector<IHtmlFormElement>("main form[enctype='multipart/form-data']")
            ?? throw new InvalidOperationException($"No form on {At} takes a file.");
        using var body = new MultipartFormDataContent();
        foreach (var hidden in form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]"))
        {
            body.Add(new StringContent(hidden.Value), hidden.Name!);
        }

        if (name.Length > 0)
        {
            body.Add(new ByteArrayContent(content), field, name);
        }

        await Read(await _http.PostAsync(new Uri(At, form.GetAttribute("action")), body));
    }

    public async Task SignOut()
    {
        var form = Page.QuerySelector<IHtmlFormElement>("header form") ?? throw new InvalidOperationException("Nobody is signed in.");
        var token = form.QuerySelector<IHtmlInputElement>("input[type=hidden]")!;
        using var content = new FormUrlEncodedContent([KeyValuePair.Create(token.Name!, token.Value)]);
        await Read(await _http.PostAsync(new Uri(portal, form.GetAttribute("action")), content));
    }

    public string Text(string selector) =>
        Plain(Page.QuerySelector(selector) ?? throw new InvalidOperationException($"No {selector} on {At}."));

    public IReadOnlyList<string> Texts(string selector) => [.. Page.QuerySelectorAll(selector).Select(Plain)];

    public void Dispose()
    {
        _http.Dispose();
        Answer?.Dispose();
    }

    private static string Plain(IElement element) =>
        string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private async Task Read(HttpResponseMessage answer)
    {
        Answer?.Dispose();
        Answer = answer;
        Status = answer.StatusCode;
        At = answer.RequestMessage!.RequestUri!;
        Page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
    }
}
