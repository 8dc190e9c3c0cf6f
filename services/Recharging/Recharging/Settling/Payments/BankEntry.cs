using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Values;

namespace Recharging.Settling;

/// <summary>
/// A booked payment of a council's bank statement, once for its bank's own reference. What the bank says of it is never changed: a payment
/// that comes back is an entry of its own. How much of it is given to invoices moves.
/// </summary>
public sealed class BankEntry
{
    /// <summary>It was given to invoices, and an officer has taken that back: only an officer gives it again.</summary>
    public const string TakenBack = "taken-back";

    /// <summary>An officer has given a part of it.</summary>
    public const string InPart = "in-part";

    public long Position { get; private set; }

    public required string Council { get; init; }

    /// <summary>IBAN, or the bank's other number of the account.</summary>
    public required string Account { get; init; }

    public required string StatementId { get; init; }

    /// <summary>The bank's reference of the entry, with the place in it where one entry gathers several payments.</summary>
    public required string Reference { get; init; }

    /// <summary>Positive what came in, negative what went out.</summary>
    public required Money Amount { get; init; }

    public required DateOnly BookedOn { get; init; }

    public required string? EndToEndId { get; init; }

    public required string? Remittance { get; init; }

    /// <summary>Documents of its structured remittance.</summary>
    public required IReadOnlyList<RemittedDocument> Documents { get; init; }

    /// <summary>What in it looks like the number of an invoice: by it the entry is found when that is issued.</summary>
    public required string[] Quoted { get; init; }

    public required string ReceivedFrom { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Null when all of it is given; else why not, one of <see cref="Allocation"/> or of the words above.</summary>
    public string? Unallocated { get; private set; }

    /// <summary>What of <see cref="Amount"/> is given to invoices, on the same side.</summary>
    public Money Allocated { get; private set; }

    /// <summary>How often something was given or taken back; each has its number.</summary>
    public int Allocations { get; private set; }

    /// <summary>What is left to give, above nil.</summary>
    public Money Left => (Amount - Allocated).Abs();

    /// <summary>As it came in, its lines in one; a number that was cut between two lines is among what it quotes.</summary>
    public BankPayment Payment => new(
        Reference, Amount, BookedOn, EndToEndId, Documents,
        [.. Remittance is null ? [] : new[] { Remittance }, .. Quoted.Except(Allocation.WordsOf(EndToEndId ?? ""), StringComparer.Ordinal)],
        Unallocated == Allocation.NotInDetails);

    public bool IsTheSameAs(BankEntry other) =>
        (Amount, BookedOn, EndToEndId, Remittance) == (other.Amount, other.BookedOn, other.EndToEndId, other.Remittance);

    public void Leave(string why) => Unallocated = why;

    /// <summary>The number of what is done now.</summary>
    /// <param name="amount">Above nil what is given, below what is taken back.</param>
    /// <param name="why">Of what is then left, if anything is.</param>
    public int Give(Money amount, string why)
    {
        Allocated += Amount.IsNegative ? -amount : amount;
        Unallocated = Left == Money.Zero ? null : why;
        return ++Allocations;
    }

    internal sealed class Table : IEntityTypeConfiguration<BankEntry>
    {
        public void Configure(EntityTypeBuilder<BankEntry> entries)
        {
            entries.ToTable("bank_entries", table => table.HasCheckConstraint(
                "given_at_most_once", "allocated_pence BETWEEN least(amount_pence, 0) AND greatest(amount_pence, 0)"));
            entries.HasKey(entry => entry.Position);
            entries.HasIndex(entry => new { entry.Council, entry.Account, entry.Reference }).IsUnique();
            entries.HasIndex(entry => entry.Quoted).HasMethod("gin").HasFilter("unallocated IS NOT NULL");
            entries.Property(entry => entry.Documents).HasColumnType("json").HasConversion(
                documents => JsonSerializer.Serialize(documents, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<IReadOnlyList<RemittedDocument>>(json, JsonSerializerOptions.Web)!,
                new ValueComparer<IReadOnlyList<RemittedDocument>>(favorStructuralComparisons: false));
            entries.Ignore(entry => entry.Left);
            entries.Ignore(entry => entry.Payment);
        }
    }
}

/// <summary>A document that a payment's structured remittance names, with what goes to it where it says so.</summary>
public sealed record RemittedDocument(string Number, decimal? AmountGbp);
