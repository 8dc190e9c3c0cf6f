namespace Gateway;

/// <summary>Refuses paths that two programs could read in two ways: empty segments, backslashes, hidden slashes, controls.</summary>
public static class PlainPaths
{
    public static void UsePlainPaths(this WebApplication app) =>
        app.Use((context, next) =>
        {
            var path = context.Request.Path.Value ?? "";
            if (IsPlain(path))
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        });

    // Kestrel has resolved dots and decoded all but %2F by now.
    private static bool IsPlain(string path) =>
        !path.Contains("//", StringComparison.Ordinal)
        && !path.Contains('\\', StringComparison.Ordinal)
        && !path.Contains("%2f", StringComparison.OrdinalIgnoreCase)
        && !path.Any(char.IsControl);
}
