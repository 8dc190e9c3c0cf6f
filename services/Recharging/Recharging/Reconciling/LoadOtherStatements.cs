using Recharging.Charging;
using Recharging.Engine.Lines;
using Recharging.Matching;

namespace Recharging.Reconciling;

/// <summary>Loads what other statements have of the references that ledger lines quote. Call as the worker.</summary>
internal static class LoadOtherStatements
{
    private const string Elsewhere =
        "SELECT line.reference FROM statement_lines line WHERE line.reference = ANY ($1) AND line.statement_number <> $2";

    private const string PostedElsewhere = """
        SELECT DISTINCT used.council, used.statement_line FROM matched_ledger_lines used
        WHERE used.statement_line = ANY ($1) AND used.statement_number <> $2
        """;

    public static async Task<OtherStatements> OtherStatementsAsync(
        this RechargingDb db, Statement statement, IEnumerable<ControlLine> lines, CancellationToken cancellationToken)
    {
        var quoted = lines.Where(line => line.UsedBy is null).Select(line => line.ExternalLineId).OfType<string>().Distinct(StringComparer.Ordinal)
            .Where(reference => !reference.StartsWith(StatementLine.ReferencesOf(statement.Period), StringComparison.Ordinal)).ToArray();
        object?[] which = [quoted, statement.Number];
        return quoted.Length == 0 ? OtherStatements.None : new OtherStatements(
            (await db.RowsAsync(Elsewhere, row => row.GetString(0), which, cancellationToken)).ToHashSet(StringComparer.Ordinal),
            (await db.RowsAsync(PostedElsewhere, row => (row.GetString(0), row.GetString(1)), which, cancellationToken)).ToHashSet());
    }
}
