using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Sample.Contracts;
using ServiceDefaults;
using ServiceDefaults.Messaging;
using Values;

namespace Sample;

/// <summary>Writes a note. <c>refuse</c> meets a rule, <c>break</c> a fault after the row is written.</summary>
public static class WriteNote
{
    public sealed record Request(
        [property: Required, StringLength(40)] string Reference, string Text, DateOnly? On = null, List<string>? Parties = null);

    public sealed record Response(string Reference, string Text, DateOnly Today);

    public static void MapWriteNote(this IEndpointRouteBuilder notes) =>
        notes.MapPost("", Handle).RequireOfficer("finance-officer", "adviser").WithName(nameof(WriteNote));

    private static async Task<Results<Created<Response>, ProblemHttpResult>> Handle(
        Request request, Caller caller, BusinessClock clock, SampleDb db, HttpContext context, CancellationToken cancellationToken)
    {
        db.Notes.Add(new Note
        {
            Council = caller.Council,
            Parties = request.Parties ?? [],
            Reference = request.Reference,
            Text = request.Text
        });
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(WriteNote), request.Reference, reason: null));
        db.Outbox.Enqueue(
            request.Reference,
            new NoteWritten { Reference = request.Reference, Text = request.Text, OccurredAt = clock.GetUtcNow() });
        await db.SaveChangesAsync(cancellationToken);

        switch (request.Text)
        {
            case "refuse":
                return new Refusal("no-notes", "No more notes today.").ToProblem();
            case "break":
                throw new InvalidOperationException("This note breaks.");
            default:
                context.Response.Headers.ETag = "\"1\"";
                return TypedResults.Created(
                    $"/api/sample/v1/notes/{request.Reference}", new Response(request.Reference, request.Text, clock.Today()));
        }
    }
}
