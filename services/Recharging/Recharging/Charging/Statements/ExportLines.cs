using Microsoft.EntityFrameworkCore;
using Recharging.Engine.Lines;
using ServiceDefaults;
using ServiceDefaults.Files;
using Values;

namespace Recharging.Charging;

/// <summary>
/// A statement's lines as a table, component by component. A correction shows as the difference (<c>delta</c>), or as books often want
/// it, what was posted taken back and the new amount put in its place (<c>restated</c>). Both sum to the same.
/// </summary>
public static class ExportLines
{
    public const string Delta = "delta";
    public const string Restated = "restated";

    private static readonly string[] Columns =
    [
        "statement", "line_reference", "entry", "corrects", "payee", "payer", "agreement", "subject", "service", "service_period",
        "description", "component", "amount_gbp",
    ];

    /// <param name="Line">The line that the row is of.</param>
    /// <param name="Entry"><c>charge</c>, <c>delta</c>, <c>negated</c> or <c>restated</c>.</param>
    /// <param name="Component">One of the charge's, or <c>vat</c>.</param>
    /// <param name="Amount">What the payer owes more by this row.</param>
    public sealed record Row(StatementLine Line, string Entry, string Component, Money Amount);

    public static void MapExportLines(this IEndpointRouteBuilder statements) =>
        statements.MapGet("/{number}/lines", Handle).Produces<string>(StatusCodes.Status200OK, "text/csv")
            .ProducesProblem(StatusCodes.Status400BadRequest).Produces(StatusCodes.Status404NotFound)
            .RequireOfficer(Readers.OfStatements).WithName(nameof(ExportLines));

    private static async Task<IResult> Handle(
        string number, RechargingDb db, CancellationToken cancellationToken, string presentation = Delta)
    {
        if (presentation is not (Delta or Restated))
        {
            return Problems.Invalid("presentation", $"Corrections are presented as {Delta} or {Restated}.");
        }

        var lines = await db.StatementLines.AsNoTracking().Where(line => line.StatementNumber == number)
            .OrderBy(line => line.Position).ToListAsync(cancellationToken);
        if (lines.Count == 0)
        {
            return TypedResults.NotFound();
        }

        var subjects = lines.Where(line => line.Corrects is not null).Select(line => line.Subject).Distinct().ToList();
        var earlier = (await db.StatementLines.AsNoTracking()
            .Where(line => line.Parties == lines[0].Parties && subjects.Contains(line.Subject)).ToListAsync(cancellationToken))
            .FindAll(line => line.BillingPeriod < lines[0].BillingPeriod);
        return TypedResults.Text(Write(Rows(lines, earlier, presentation)), "text/csv", System.Text.Encoding.UTF8);
    }

    /// <summary>The rows of a statement's lines, given what was issued before of what they correct.</summary>
    public static IEnumerable<Row> Rows(
        IReadOnlyList<StatementLine> lines, IReadOnlyList<StatementLine> earlier, string presentation)
    {
        var before = earlier.ToLookup(Position);
        foreach (var line in lines)
        {
            var posted = before[Position(line)].SelectMany(Parts).GroupBy(part => part.Component, StringComparer.Ordinal)
                .ToDictionary(parts => parts.Key, parts => parts.Sum(part => part.Amount), StringComparer.Ordinal);
            foreach (var (component, change) in Parts(line))
            {
                if (line.Corrects is null || presentation == Delta)
                {
                    yield return new Row(line, line.Corrects is null ? "charge" : Delta, component, change);
                    continue;
                }

                var was = posted.GetValueOrDefault(component);
                yield return new Row(line, "negated", component, -was);
                yield return new Row(line, Restated, component, was + change);
            }
        }
    }

    private static IEnumerable<(string Component, Money Amount)> Parts(StatementLine line) => line.Components
        .Select(part => (part.Component, Money.Pounds(part.AmountGbp))).Append(("vat", line.Vat));

    private static (string, string, AccountingPeriod, string, string) Position(StatementLine line) =>
        (line.AgreementReference, line.Subject, line.ServicePeriod, line.Payee, line.Payer);

    private static string Write(IEnumerable<Row> rows) => CsvTable.ForOfficers(Columns, rows.Select(row => new object?[]
    {
        row.Line.StatementNumber, row.Line.Reference, row.Entry, row.Line.Corrects, row.Line.Payee, row.Line.Payer,
        row.Line.AgreementReference, row.Line.Subject, row.Line.Service, row.Line.ServicePeriod.ToString(), row.Line.Description,
        row.Component, row.Amount,
    }));
}
