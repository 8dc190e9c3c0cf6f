using System.Text.RegularExpressions;

namespace Gateway;

/// <summary>One id that a caller, an officer on the telephone and every service's log can name: the caller's own, or ours.</summary>
public static partial class CorrelationId
{
    public const string Header = "X-Correlation-Id";

    public static void UseCorrelationId(this WebApplication app) =>
        app.Use(async (context, next) =>
        {
            var given = context.Request.Headers[Header];
            // Only what can be put into a log line and a shell command as it stands.
            var id = given.Count is 1 && WellFormed().IsMatch(given[0]!) ? given[0]! : Guid.CreateVersion7().ToString();
            context.Request.Headers[Header] = id;
            context.TraceIdentifier = id;
            context.Response.OnStarting(() =>
            {
                context.Response.Headers[Header] = id;
                return Task.CompletedTask;
            });

            using (app.Logger.BeginScope(new Dictionary<string, object>(StringComparer.Ordinal) { ["CorrelationId"] = id }))
            {
                await next(context);
            }
        });

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{7,63}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex WellFormed();
}
