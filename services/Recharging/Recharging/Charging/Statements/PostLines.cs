using Microsoft.EntityFrameworkCore;
using Npgsql;
using Recharging.Engine.Lines;

namespace Recharging.Charging;

/// <summary>Writes a statement's lines. Call as the worker, in the transaction that issues the statement.</summary>
public static class PostLines
{
    // Nothing can be copied into a table with row-level security: the lines are copied beside it, and taken over at once.
    private const string Stage = "CREATE TEMPORARY TABLE issued_lines (LIKE statement_lines) ON COMMIT DROP";

    private const string Copy = """
        COPY issued_lines (
            statement_number, billing_period, parties, position, reference, payee, payer, agreement_reference, subject, subject_kind,
            service, service_period, corrects, description, amount_pence, vat_treatment, vat_pence, vat_reason, working, covered_by,
            clause_reference, component_names, component_pence)
        FROM STDIN (FORMAT BINARY)
        """;

    private const string TakeOver = "INSERT INTO statement_lines SELECT * FROM issued_lines";

    public static async Task PostLinesAsync(
        this RechargingDb db, Statement statement, IReadOnlyList<DraftLine> lines, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlRawAsync(Stage, cancellationToken);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using (var copy = await connection.BeginBinaryImportAsync(Copy, cancellationToken))
        {
            for (var at = 0; at < lines.Count; at++)
            {
                await WriteAsync(copy, statement, lines[at], at + 1, cancellationToken);
            }

            await copy.CompleteAsync(cancellationToken);
        }

        await db.Database.ExecuteSqlRawAsync(TakeOver, cancellationToken);
    }

    private static Task WriteAsync(
        NpgsqlBinaryImporter copy, Statement statement, DraftLine line, int position, CancellationToken cancellationToken) =>
        copy.WriteRowAsync(
            cancellationToken,
            statement.Number,
            statement.Period.ToString(),
            statement.Parties,
            position,
            line.Reference,
            line.Payee,
            line.Payer,
            line.AgreementReference,
            line.Subject,
            line.SubjectKind,
            line.Service,
            line.ServicePeriod.ToString(),
            line.Corrects,
            line.Description,
            line.Amount.Pence,
            line.VatTreatment!,
            line.Vat.Pence,
            line.VatReason,
            line.Working,
            line.CoveredBy,
            line.ClauseReference,
            Array.ConvertAll(line.Components, component => component.Component),
            Array.ConvertAll(line.Components, component => decimal.ToInt64(component.AmountGbp * 100)));
}
