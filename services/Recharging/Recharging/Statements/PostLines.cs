using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Recharging.Runs;

namespace Recharging.Statements;

/// <summary>Writes a statement's lines, ten thousand at a time. Call as the worker, in the transaction that issues the statement.</summary>
public static class PostLines
{
    private const int AtATime = 10_000;

    // Rows with row-level security can't be copied in; the columns come as arrays instead.
    private const string Insert = """
        INSERT INTO statement_lines (
            statement_number, billing_period, parties, position, reference, payee, payer, agreement_reference, subject, subject_kind,
            service, service_period, corrects, description, amount_pence, vat_treatment, vat_pence, vat_reason, working, covered_by,
            clause_reference, component_names, component_pence)
        SELECT $1, $2, $3, position, reference, payee, payer, agreement_reference, subject, subject_kind,
            service, service_period, corrects, description, amount_pence, vat_treatment, vat_pence, vat_reason, working, covered_by,
            clause_reference, string_to_array(component_names, ','), string_to_array(component_pence, ',')::bigint[]
        FROM unnest($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23) AS line (
            position, reference, payee, payer, agreement_reference, subject, subject_kind,
            service, service_period, corrects, description, amount_pence, vat_treatment, vat_pence, vat_reason, working, covered_by,
            clause_reference, component_names, component_pence)
        """;

    public static async Task PostLinesAsync(
        this RechargingDb db, Statement statement, IReadOnlyList<DraftLine> lines, CancellationToken cancellationToken)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var inserting = Task.CompletedTask;
        for (var from = 0; from < lines.Count; from += AtATime)
        {
            // The next rows are made ready while the database takes in the ones before.
            var insert = CommandFor(connection, statement, new Chunk(lines, from, Math.Min(AtATime, lines.Count - from)));
            await inserting;
            inserting = InsertAsync(insert, cancellationToken);
        }

        await inserting;
    }

    private static async Task InsertAsync(NpgsqlCommand insert, CancellationToken cancellationToken)
    {
        await using (insert)
        {
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static NpgsqlCommand CommandFor(NpgsqlConnection connection, Statement statement, Chunk chunk) => new(Insert, connection)
    {
        Parameters =
        {
            new() { Value = statement.Number },
            new() { Value = statement.Period.ToString() },
            new() { Value = statement.Parties },
            chunk.Column((_, position) => position),
            chunk.Column((line, _) => line.Reference),
            chunk.Column((line, _) => line.Payee),
            chunk.Column((line, _) => line.Payer),
            chunk.Column((line, _) => line.AgreementReference),
            chunk.Column((line, _) => line.Subject),
            chunk.Column((line, _) => line.SubjectKind),
            chunk.Column((line, _) => line.Service),
            chunk.Column((line, _) => line.ServicePeriod.ToString()),
            chunk.Column((line, _) => line.Corrects),
            chunk.Column((line, _) => line.Description),
            chunk.Column((line, _) => line.Amount.Pence),
            chunk.Column((line, _) => line.VatTreatment!),
            chunk.Column((line, _) => line.Vat.Pence),
            chunk.Column((line, _) => line.VatReason),
            chunk.Column((line, _) => line.Working),
            chunk.Column((line, _) => line.CoveredBy),
            chunk.Column((line, _) => line.ClauseReference),
            chunk.Column((line, _) => string.Join(',', line.Components.Select(component => component.Component))),
            chunk.Column((line, _) => string.Join(',', line.Components.Select(component =>
                decimal.ToInt64(component.AmountGbp * 100).ToString(CultureInfo.InvariantCulture)))),
        },
    };

    private readonly record struct Chunk(IReadOnlyList<DraftLine> Lines, int From, int Count)
    {
        public NpgsqlParameter<T[]> Column<T>(Func<DraftLine, int, T> value)
        {
            var column = new T[Count];
            for (var at = 0; at < Count; at++)
            {
                column[at] = value(Lines[From + at], From + at + 1);
            }

            return new NpgsqlParameter<T[]> { TypedValue = column };
        }
    }
}
