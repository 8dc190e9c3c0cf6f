using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Values;

namespace ServiceDefaults;

/// <summary>RFC 9457 answers with a stable type and a sentence that an officer can act on.</summary>
public static class Problems
{
    internal const string Urn = "urn:shared-services:";

    /// <summary>A rule says no.</summary>
    public static ProblemHttpResult ToProblem(this Refusal refusal) =>
        Of(StatusCodes.Status409Conflict, $"refusal:{refusal.Code}", "Refused by a rule", refusal.Sentence);

    /// <summary>A field is missing or malformed.</summary>
    public static ProblemHttpResult Invalid(string field, string sentence) =>
        Invalid(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [sentence] });

    /// <summary>Fields are missing or malformed, each with its sentences.</summary>
    public static ProblemHttpResult Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        TypedResults.Problem(
            string.Join(' ', errors.Values.SelectMany(sentences => sentences)),
            statusCode: StatusCodes.Status400BadRequest,
            title: "Malformed request",
            type: Urn + "malformed",
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["errors"] = errors });

    /// <summary>Nothing by that reference, or nothing that the caller's council may see.</summary>
    public static ProblemHttpResult NotFound(string sentence) =>
        Of(StatusCodes.Status404NotFound, "not-found", "Not found", sentence);

    public static ProblemHttpResult Forbidden(string sentence) =>
        Of(StatusCodes.Status403Forbidden, "forbidden", "Not allowed", sentence);

    /// <summary>The key or line is known already with other content.</summary>
    public static ProblemHttpResult Conflict(string code, string sentence) =>
        Of(StatusCodes.Status409Conflict, code, "Conflict with what is stored", sentence);

    /// <summary>Someone else changed it since the caller read it.</summary>
    public static ProblemHttpResult Stale(string sentence) =>
        Of(StatusCodes.Status412PreconditionFailed, "stale", "Changed by someone else", sentence);

    /// <summary>An idempotency key came again with another request.</summary>
    public static ProblemHttpResult KeyReused() =>
        Of(
            StatusCodes.Status422UnprocessableEntity,
            "idempotency-key-reused",
            "Idempotency key reused",
            "This Idempotency-Key was used for another request. Use a new key for a new request.");

    public static ProblemHttpResult Of(int status, string type, string title, string sentence) =>
        TypedResults.Problem(sentence, statusCode: status, title: title, type: Urn + type);
}
