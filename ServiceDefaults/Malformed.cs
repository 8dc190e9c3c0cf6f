using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ServiceDefaults;

/// <summary>Tells the sender of a request that can't be read which field is wrong.</summary>
internal static partial class Malformed
{
    public static WebApplicationBuilder AddProblems(this WebApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
            context.ProblemDetails.Extensions.TryAdd("traceId", System.Diagnostics.Activity.Current?.TraceId.ToString()));
        builder.Services.AddExceptionHandler<Handler>();
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        return builder;
    }

    [GeneratedRegex("JSON property '(?<name>[^']+)' could not be mapped", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UnknownField();

    [GeneratedRegex("missing required properties including( the following)?: (?<names>.+)$", RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex MissingFields();

    private sealed class Handler : IExceptionHandler
    {
        public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
        {
            if (exception is not BadHttpRequestException malformed)
            {
                return false;
            }

            var problem = malformed.InnerException is JsonException json
                ? Describe(json)
                : Problems.Of(malformed.StatusCode, "malformed", "Malformed request", malformed.Message);
            await problem.ExecuteAsync(context);
            return true;
        }

        private static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult Describe(JsonException json)
        {
            if (UnknownField().Match(json.Message) is { Success: true } unknown)
            {
                return Problems.Invalid(unknown.Groups["name"].Value, $"There is no field '{unknown.Groups["name"].Value}' here.");
            }

            if (MissingFields().Match(json.Message) is { Success: true } missing)
            {
                var names = missing.Groups["names"].Value.Replace("'", "", StringComparison.Ordinal).TrimEnd('.');
                return Problems.Invalid(names, $"Missing: {names}.");
            }

            var field = json.Path is { Length: > 2 } path ? path[2..] : "body";
            return Problems.Invalid(field, $"'{field}' can't be read as what it should be.");
        }
    }
}
