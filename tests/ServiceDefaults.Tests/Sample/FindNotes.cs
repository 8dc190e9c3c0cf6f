using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Sample;

/// <summary>Shows the notes that the caller's council may see.</summary>
public static class FindNotes
{
    public sealed record Response(string Reference, string Council, string Text);

    public static void MapFindNotes(this IEndpointRouteBuilder notes)
    {
        notes.MapGet("", FindAsync).RequireOfficer("finance-officer", "auditor").WithName(nameof(FindNotes));
        notes.MapGet("/{reference}", ViewAsync).RequireOfficer("finance-officer", "auditor").WithName("ViewNote");
    }

    private static async Task<Ok<List<Response>>> FindAsync(SampleDb db, CancellationToken cancellationToken) =>
        TypedResults.Ok(await db.Notes.AsNoTracking()
            .OrderBy(note => note.Reference)
            .Select(note => new Response(note.Reference, note.Council, note.Text))
            .ToListAsync(cancellationToken));

    private static async Task<Results<Ok<Response>, NotFound>> ViewAsync(
        string reference, SampleDb db, CancellationToken cancellationToken) =>
        await db.Notes.AsNoTracking().SingleOrDefaultAsync(note => note.Reference == reference, cancellationToken) is { } note
            ? TypedResults.Ok(new Response(note.Reference, note.Council, note.Text))
            : TypedResults.NotFound();
}
