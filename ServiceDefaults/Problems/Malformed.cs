using System.Collections.Frozen;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ServiceDefaults;

/// <summary>Says what is wrong when a request can't be read, or when the database held an invariant that the code did not.</summary>
internal static partial class Malformed
{
    public static WebApplicationBuilder AddProblems(this WebApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
        {
            context.ProblemDetails.Extensions.TryAdd("traceId", Activity.Current?.TraceId.ToString());
            if (context.ProblemDetails is HttpValidationProblemDetails validation)
            {
                validation.Type = $"{Problems.Urn}malformed";
                validation.Title = "Malformed request";
                validation.Detail = string.Join(' ', validation.Errors.Values.SelectMany(sentences => sentences));
                validation.Errors = validation.Errors.ToDictionary(
                    error => CamelCase(error.Key), error => error.Value, StringComparer.Ordinal);
            }
        });
        builder.Services.AddSingleton<IProblemDetailsWriter, WhateverIsAccepted>();
        builder.Services.AddExceptionHandler<Handler>();
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        return builder;
    }

    private static string CamelCase(string path) =>
        string.Join('.', path.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));

    [GeneratedRegex("JSON property '(?<name>[^']+)' could not be mapped", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UnknownField();

    [GeneratedRegex("missing required properties including( the following)?: (?<names>.+)$", RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex MissingFields();

    [GeneratedRegex(@"could not be converted to System\.(Int32|Nullable`1\[System\.Int32\])", RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex NoWholeNumber();

    // Last of the writers: a problem is told as a problem also to a caller who hoped for CSV.
    private sealed class WhateverIsAccepted(IOptions<ProblemDetailsOptions> options) : IProblemDetailsWriter
    {
        public bool CanWrite(ProblemDetailsContext context) => true;

        public ValueTask WriteAsync(ProblemDetailsContext context)
        {
            context.ProblemDetails.Status ??= context.HttpContext.Response.StatusCode;
            options.Value.CustomizeProblemDetails?.Invoke(context);
            return new(context.HttpContext.Response.WriteAsJsonAsync(
                context.ProblemDetails, context.ProblemDetails.GetType(), options: null, "application/problem+json"));
        }
    }

    private sealed class Handler : IExceptionHandler
    {
        // ENOSPC.
        private const int NoSpaceLeft = 28;

        private static readonly FrozenSet<string> CanNotBeHeld =
        [
            PostgresErrorCodes.NumericValueOutOfRange,
            PostgresErrorCodes.DatetimeFieldOverflow, PostgresErrorCodes.InvalidDatetimeFormat, PostgresErrorCodes.StringDataRightTruncation,
            PostgresErrorCodes.InvalidTextRepresentation, PostgresErrorCodes.ProgramLimitExceeded,
        ];

        public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
        {
            if (Describe(exception) is not { } problem)
            {
                return false;
            }

            if (problem.StatusCode is StatusCodes.Status503ServiceUnavailable)
            {
                context.Response.Headers.RetryAfter = "1";
            }

            await problem.ExecuteAsync(context);
            return true;
        }

        private static ProblemHttpResult? Describe(Exception exception) => exception switch
        {
            Unreadable.Exception unreadable => Problems.Invalid(unreadable.Field, unreadable.Message),
            BadHttpRequestException { InnerException: JsonException json } => Describe(json),
            BadHttpRequestException malformed =>
                Problems.Of(malformed.StatusCode, "malformed", "Malformed request", malformed.Message),
            DbUpdateConcurrencyException => Problems.Stale("Someone else changed this meanwhile. Read it again."),
            _ when DatabaseFault(exception) is { } fault => Describe(fault),
            // What reads text, XML or a zip for us, or writes text to the database, says so when it can't.
            DecoderFallbackException or EncoderFallbackException or XmlException or InvalidDataException =>
                Problems.Invalid("body", $"The body can't be read: {exception.Message}"),
            IOException { HResult: NoSpaceLeft } => Unavailable(),
            _ => null
        };

        private static ProblemHttpResult? Describe(NpgsqlException fault) => fault switch
        {
            PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ExclusionViolation } held =>
                Problems.Conflict("exists", $"This is stored already, or overlaps with what is ({held.ConstraintName})."),
            PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter } =>
                Problems.Invalid("body", "A text has a character that can't be kept, U+0000. Leave it out and send the request again."),
            PostgresException { SqlState: PostgresErrorCodes.CheckViolation or PostgresErrorCodes.ForeignKeyViolation } held =>
                Problems.Conflict("not-held", $"The database does not take this ({held.ConstraintName})."),
            PostgresException { SqlState: var state } unheld when CanNotBeHeld.Contains(state) =>
                Problems.Invalid(unheld.ColumnName ?? "body", $"Something in it can't be kept: {unheld.MessageText}."),
            PostgresException { SqlState: var state } when IsAway(state) => Unavailable(),
            { IsTransient: true } => Unavailable(),
            _ => null
        };

        // Killed or stopped by its administrator, out of disk, memory or connections, or chosen among two that stood in each other's way.
        private static bool IsAway(string state) =>
            state.StartsWith("53", StringComparison.Ordinal) || state.StartsWith("57P", StringComparison.Ordinal)
            || state.StartsWith("58", StringComparison.Ordinal) || state.StartsWith("08", StringComparison.Ordinal)
            || state.StartsWith("40", StringComparison.Ordinal) || state is PostgresErrorCodes.LockNotAvailable;

        // Entity Framework wraps what the database said, transient faults twice.
        private static NpgsqlException? DatabaseFault(Exception? exception) =>
            exception is null or NpgsqlException ? (NpgsqlException?)exception : DatabaseFault(exception.InnerException);

        private static ProblemHttpResult Unavailable() => Problems.Of(
            StatusCodes.Status503ServiceUnavailable, "unavailable", "Not available just now", "Send the same request again in a moment.");

        private static ProblemHttpResult Describe(JsonException json)
        {
            if (UnknownField().Match(json.Message) is { Success: true } unknown)
            {
                var name = unknown.Groups["name"].Value;
                return Problems.Invalid(name, $"There is no field '{name}' here.");
            }

            if (MissingFields().Match(json.Message) is { Success: true } missing)
            {
                return Problems.Invalid(missing.Groups["names"].Value
                    .Split([',', ' ', '\'', '.'], StringSplitOptions.RemoveEmptyEntries)
                    .ToDictionary(name => name, name => new[] { $"'{name}' is missing." }, StringComparer.Ordinal));
            }

            var field = json.Path is { Length: > 2 } path ? path[2..] : "body";
            return Problems.Invalid(field, NoWholeNumber().IsMatch(json.Message)
                ? $"'{field}' must be a whole number between {int.MinValue} and {int.MaxValue}."
                : $"'{field}' can't be read as what it should be.");
        }
    }
}
