using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Recharging.Settling;

/// <summary>What an officer of the council that sells said to a query or a rejection of its invoice. Once for each, never changed.</summary>
public sealed class InvoiceAnswer
{
    public required long ResponseId { get; init; }

    /// <summary>The council that answers: the seller.</summary>
    public required string Council { get; init; }

    public required string[] Parties { get; init; }

    public required string Text { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<InvoiceAnswer>
    {
        public void Configure(EntityTypeBuilder<InvoiceAnswer> answers)
        {
            answers.ToTable("invoice_answers").HasKey(answer => answer.ResponseId);
            answers.Property(answer => answer.ResponseId).ValueGeneratedNever();
            answers.HasOne<InvoiceResponse>().WithOne().HasForeignKey<InvoiceAnswer>(answer => answer.ResponseId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
