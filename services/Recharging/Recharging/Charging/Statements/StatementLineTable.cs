using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Recharging.Engine.Lines;

namespace Recharging.Charging;

/// <summary>How a statement line is stored.</summary>
internal sealed class StatementLineTable : IEntityTypeConfiguration<StatementLine>
{
    private const int MostComponents = 8;

    // Both books are read from a line, and balance because of this.
    private static readonly string ComponentsAreTheAmount =
        $"cardinality(component_pence) = cardinality(component_names) AND cardinality(component_pence) <= {MostComponents} AND "
        + string.Join(" + ", Enumerable.Range(1, MostComponents).Select(at => $"coalesce(component_pence[{at}], 0)"))
        + " = amount_pence";

    public void Configure(EntityTypeBuilder<StatementLine> lines)
    {
        lines.ToTable("statement_lines", table => table.HasCheckConstraint("components_are_the_amount", ComponentsAreTheAmount))
            .HasKey(line => line.Reference);
        lines.HasOne<Statement>().WithMany().HasForeignKey(line => line.StatementNumber).OnDelete(DeleteBehavior.Restrict);
        lines.Ignore(line => line.Components);
        lines.Ignore(line => line.Payable);
        lines.HasIndex(line => new { line.StatementNumber, line.Position }).IsUnique();
        lines.HasIndex(line => new { line.Subject, line.ServicePeriod });
    }
}
