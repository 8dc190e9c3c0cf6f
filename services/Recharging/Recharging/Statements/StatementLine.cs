using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Values;

namespace Recharging.Statements;

/// <summary>One charge as issued. Never changed: a correction is a later line that says which one it corrects.</summary>
public sealed class StatementLine
{
    /// <summary>For example <c>ST2324P01-001</c>.</summary>
    public required string Reference { get; init; }

    public required string StatementNumber { get; init; }

    public required int Position { get; init; }

    public required string[] Parties { get; init; }

    public required string Payee { get; init; }

    public required string Payer { get; init; }

    public required string AgreementReference { get; init; }

    public required string Subject { get; init; }

    public required string SubjectKind { get; init; }

    public required string Service { get; init; }

    public required AccountingPeriod BillingPeriod { get; init; }

    public required AccountingPeriod ServicePeriod { get; init; }

    /// <summary>The line of an earlier statement that this one corrects, null for a first charge.</summary>
    public required string? Corrects { get; init; }

    public required string Description { get; init; }

    public required Money Amount { get; init; }

    public required string VatTreatment { get; init; }

    public required Money Vat { get; init; }

    public required string? VatReason { get; init; }

    public required string Working { get; init; }

    public required string? CoveredBy { get; init; }

    public required string ClauseReference { get; init; }

    public required LineComponent[] Components { get; init; }

    /// <summary>Why the line is what it is, as a tree, in JSON.</summary>
    public required string Explanation { get; init; }

    public Money Payable => Amount + Vat;

    internal sealed class Table : IEntityTypeConfiguration<StatementLine>
    {
        public void Configure(EntityTypeBuilder<StatementLine> lines)
        {
            lines.ToTable("statement_lines").HasKey(line => line.Reference);
            lines.HasOne<Statement>().WithMany().HasForeignKey(line => line.StatementNumber).OnDelete(DeleteBehavior.Restrict);
            lines.Property(line => line.Explanation).HasColumnType("json");
            lines.Property(line => line.Components).HasColumnType("json")
                .HasConversion(
                    components => System.Text.Json.JsonSerializer.Serialize(components, System.Text.Json.JsonSerializerOptions.Web),
                    json => System.Text.Json.JsonSerializer.Deserialize<LineComponent[]>(json, System.Text.Json.JsonSerializerOptions.Web)!,
                    new ValueComparer<LineComponent[]>(favorStructuralComparisons: false));
            lines.Ignore(line => line.Payable);
            lines.HasIndex(line => new { line.StatementNumber, line.Position }).IsUnique();
            lines.HasIndex(line => new { line.Subject, line.ServicePeriod });
        }
    }
}

/// <summary>What the payer owes of one component.</summary>
public sealed record LineComponent(string Component, decimal AmountGbp);
