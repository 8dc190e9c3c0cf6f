using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Sample.Contracts;
using ServiceDefaults;
using ServiceDefaults.Messaging;
using Values;

namespace Sample;

/// <summary>
/// Writes a note. After the row is written, <c>refuse</c> meets a rule, <c>break</c> a fault, <c>kill</c> an administrator who ends the
/// connection, <c>raise 53100</c> whatever the database says by that code.
/// </summary>
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
            case "kill":
                await db.Database.ExecuteSqlRawAsync("RESET ROLE; SELECT pg_terminate_backend(pg_backend_pid())", cancellationToken);
                break;
            case ['r', 'a', 'i', 's', 'e', ' ', .. var state]:
                await db.Database.ExecuteSqlAsync($"SELECT set_config('sample.state', {state}, true)", cancellationToken);
                await db.Database.ExecuteSqlAsync(
                    $"DO $$ BEGIN RAISE EXCEPTION 'so it is' USING ERRCODE = current_setting('sample.state'); END $$", cancellationToken);
                break;
        }

        context.Response.Headers.ETag = "\"1\"";
        return TypedResults.Created(
            $"/api/sample/v1/notes/{request.Reference}", new Response(request.Reference, request.Text, clock.Today()));
    }
}
