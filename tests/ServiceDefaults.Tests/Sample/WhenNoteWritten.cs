using Microsoft.EntityFrameworkCore;
using Sample.Contracts;
using ServiceDefaults.Messaging;
using Values;

namespace Sample;

/// <summary>Keeps what was heard, in the order in which it took effect.</summary>
public static class WhenNoteWritten
{
    public static async Task<Refusal?> Handle(
        NoteWritten written, Delivery delivery, SampleDb db, IServiceProvider services, CancellationToken cancellationToken)
    {
        db.Heard.Add(new HeardNote { Aggregate = delivery.Aggregate, Version = delivery.Version, Text = written.Text });
        await db.SaveChangesAsync(cancellationToken);
        if (written.Text == "unwelcome")
        {
            return new Refusal("unwelcome", "Unwelcome notes are not kept.");
        }

        if (written.Text == "poison" && !await db.Antidotes.AnyAsync(antidote => antidote.Text == written.Text, cancellationToken))
        {
            throw new InvalidOperationException("Poison without an antidote.");
        }

        return null;
    }
}
