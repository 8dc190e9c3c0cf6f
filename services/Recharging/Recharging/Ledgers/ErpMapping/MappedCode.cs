using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Recharging.Ledgers;

/// <summary>
/// What a code of one of a council's ERPs stands for, from a day on. Added, never changed: the latest row about the code that holds on
/// the day counts.
/// </summary>
public sealed class MappedCode
{
    public long Id { get; private set; }

    public required string Council { get; init; }

    public required string SourceSystem { get; init; }

    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>One of <see cref="MappingSettings"/>.</summary>
    public required string Setting { get; init; }

    /// <summary>What the code stands for; null: for nothing any more.</summary>
    public required string? Ours { get; init; }

    /// <summary>The ERP's code.</summary>
    public required string Theirs { get; init; }

    public required string LoadedBy { get; init; }

    public required DateTimeOffset LoadedAt { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<MappedCode>
    {
        public void Configure(EntityTypeBuilder<MappedCode> codes)
        {
            codes.ToTable("mapped_codes").HasKey(code => code.Id);
            foreach (var text in codes.Metadata.GetProperties().Where(property => property.ClrType == typeof(string)))
            {
                text.SetCollation("C");
            }

            codes.HasIndex(code => new { code.Council, code.SourceSystem, code.Setting, code.Theirs, code.EffectiveFrom });
        }
    }
}

/// <summary>What of an ERP can be mapped, and what its codes can stand for.</summary>
public static class MappingSettings
{
    /// <summary>The number under which the ERP bills the other council.</summary>
    public const string Customer = "customer";

    /// <summary>The number under which the ERP pays the other council.</summary>
    public const string Supplier = "supplier";

    /// <summary>The company code in which the council's shared services are booked.</summary>
    public const string Entity = "entity";

    public const string DocumentType = "document-type";
    public const string ControlAccount = "control-account";
    public const string Encoding = "encoding";

    /// <summary>All that <see cref="Encoding"/> is for.</summary>
    public const string Files = "files";

    public const string Receivable = CodingWords.Receivable;
    public const string Payable = CodingWords.Payable;

    public static IReadOnlyList<string> All { get; } = [Customer, Supplier, Entity, DocumentType, ControlAccount, Encoding];

    /// <summary>Our words that a code of a setting may stand for; a council's code for the settings that are not here.</summary>
    public static IReadOnlyDictionary<string, string[]> Words { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        [DocumentType] = [Receivable, Payable, "opening", "credit-note", "payment"],
        [ControlAccount] = [Receivable, Payable],
        [Encoding] = [Files],
    };
}
