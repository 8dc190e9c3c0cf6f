namespace Portal;

/// <summary>What a browser may do with our pages: only what they themselves bring along, and no script in a page.</summary>
public static class PageHeaders
{
    public static void UsePageHeaders(this WebApplication app)
    {
        // A form that starts a sign-in is answered by a redirect to the council's issuer, which the browser counts as the form's target.
        var issuers = app.Configuration.GetSection("SignIn:Issuers").GetChildren()
            .Select(issuer => new Uri(issuer["Authority"]!).GetLeftPart(UriPartial.Authority))
            .Distinct(StringComparer.Ordinal);
        var policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
            + $"form-action 'self' {string.Join(' ', issuers)}; frame-ancestors 'none'; base-uri 'none'";

        app.Use((context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                var headers = context.Response.Headers;
                headers.ContentSecurityPolicy = policy;
                headers.XContentTypeOptions = "nosniff";
                headers.XFrameOptions = "DENY";
                headers["Referrer-Policy"] = "same-origin";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                headers["Cross-Origin-Resource-Policy"] = "same-origin";
                if (!headers.ContainsKey("ETag"))
                {
                    headers.CacheControl = "no-store";
                }

                return Task.CompletedTask;
            });

            return next(context);
        });
    }
}
