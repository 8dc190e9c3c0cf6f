using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Sample.Contracts;
using ServiceDefaults;
using ServiceDefaults.Messaging;

namespace Sample;

/// <summary>Gives a note of the caller's council another text.</summary>
public static class AmendNote
{
    public sealed record Request(string Text);

    public static void MapAmendNote(this IEndpointRouteBuilder notes) =>
        notes.MapPut("/{reference}", Handle).RequireOfficer("finance-officer").WithName(nameof(AmendNote));

    private static async Task<Results<NoContent, NotFound>> Handle(
        string reference, Request request, BusinessClock clock, SampleDb db, CancellationToken cancellationToken)
    {
        if (await db.Notes.SingleOrDefaultAsync(note => note.Reference == reference, cancellationToken) is not { } note)
        {
            return TypedResults.NotFound();
        }

        note.Text = request.Text;
        db.Outbox.Enqueue(reference, new NoteWritten { Reference = reference, Text = request.Text, OccurredAt = clock.GetUtcNow() });
        db.Outbox.Enqueue(reference, new NoteFiled { Reference = reference, OccurredAt = clock.GetUtcNow() });
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
