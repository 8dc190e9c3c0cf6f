using Npgsql;
using Recharging.Matching;

namespace Recharging.Tests.Matching;

/// <summary>
/// A generated month in the service's own tables: its statement as issued, and ledger lines as batches bring them. Written as the
/// owner of the database, past the doors, for it is matching that is looked at.
/// </summary>
public sealed class StoredMonth(NpgsqlConnection database, GeneratedMonth month)
{
    private static readonly string[] Councils = ["HCC", "IWC"];

    public string Statement => month.Input.StatementNumber;

    /// <summary>Issues the statement of an agreement, and opens the control accounts and periods of both councils' ledgers.</summary>
    public async Task IssueAsync(string agreement)
    {
        await RunAsync($"""
            INSERT INTO accounts (council, code, name, kind, is_open)
            SELECT council, '13100', 'Other council', 'control', true FROM unnest(ARRAY['HCC', 'IWC']) AS council ON CONFLICT DO NOTHING;
            INSERT INTO ledger_periods (council, period, is_open)
            SELECT council, period, true FROM unnest(ARRAY['HCC', 'IWC']) AS council,
                unnest(ARRAY['{month.Input.Period}', '{month.Input.Period.Next}']) AS period ON CONFLICT DO NOTHING;
            SET session_replication_role = replica;
            INSERT INTO statements (number, period, parties, run_id, agreement_references, issued_on, issued_at, state, revision)
            VALUES ('{Statement}', '{month.Input.Period}', ARRAY['HCC', 'IWC'], gen_random_uuid(), ARRAY['{agreement}'],
                '2024-11-05', '2024-11-05', 'Issued', 1);
            SET session_replication_role = origin;
            """);
        await using var copy = await database.BeginBinaryImportAsync("""
            COPY statement_lines (reference, statement_number, position, parties, payee, payer, agreement_reference, subject, subject_kind,
                service, billing_period, service_period, description, amount_pence, vat_treatment, vat_pence, working, clause_reference,
                component_names, component_pence) FROM STDIN (FORMAT BINARY)
            """);
        foreach (var (at, line) in month.Input.Statement.Index())
        {
            var (period, pence) = (month.Input.Period.ToString(), line.Payee.Amount.Pence);
            await copy.WriteRowAsync(
                CancellationToken.None, line.Reference, Statement, at + 1, Councils, line.Payee.Council, line.Payer.Council, agreement,
                line.Reference, "cost", "social-care", period, period, line.Description, pence, "O", 0L, "", $"{agreement}/C1",
                (string[])["fee"], (long[])[pence]);
        }

        await copy.CompleteAsync();
    }

    /// <summary>Lines of one council, as one batch of its ERP.</summary>
    public async Task BringAsync(string batchId, IReadOnlyList<ControlLine> lines)
    {
        var (council, source) = (lines[0].Key.Council, lines[0].Key.SourceSystem);
        await using (var copy = await database.BeginBinaryImportAsync("""
            COPY ledger_lines (council, source_system, entity, doc_ref, line_no, batch_id, doc_type, doc_date, posting_date, period, account,
                cost_centre, partner, debit_pence, credit_pence, currency, text, external_line_id) FROM STDIN (FORMAT BINARY)
            """))
        {
            foreach (var line in lines)
            {
                await copy.WriteRowAsync(
                    CancellationToken.None, council, source, line.Key.Entity, line.Key.DocRef, line.Key.LineNo, batchId, line.DocType,
                    line.PostingDate, line.PostingDate, line.Period.ToString(), line.Account, line.Coding[0].CostCentre,
                    council == "HCC" ? "IWC" : "HCC", Math.Max(line.Amount.Pence, 0), Math.Max(-line.Amount.Pence, 0), "GBP", line.Text,
                    line.ExternalLineId);
            }

            await copy.CompleteAsync();
        }

        await RunAsync($"""
            INSERT INTO ledger_batches (council, source_system, batch_id, content_sha256, lines, total_debit_gbp, total_credit_gbp, accepted,
                accepted_documents, already_held, refused_documents, refused_lines, parts, received_from, received_at)
            VALUES ('{council}', '{source}', '{batchId}', sha256('{batchId}'), {lines.Count}, 0, 0, {lines.Count}, 1, 0, 0, 0, '[]', 'ERP',
                '2024-11-06')
            """);
    }

    private async Task RunAsync(string statements)
    {
        await using var command = new NpgsqlCommand(statements, database) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync();
    }
}
