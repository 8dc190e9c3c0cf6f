namespace Recharging.Ledgers;

/// <summary>Finds the documents of a batch that take back what is not in the ledger, or what another has taken back already.</summary>
internal static class StagedReversals
{
    // Two batches at once can't both take the same document back.
    private const string Lock = "SELECT pg_advisory_xact_lock(hashtext('ledger-reversals'), hashtext($1))";

    private const string Reversals = """
        WITH good AS (
            SELECT * FROM ledger_staging line WHERE fault_rule IS NULL AND NOT EXISTS (
                SELECT 1 FROM ledger_staging fault
                WHERE fault.fault_rule IS NOT NULL AND fault.entity = line.entity AND fault.doc_ref = line.doc_ref)),
        reversal AS (
            SELECT entity, doc_ref, reverses, min(file_line) AS file_line FROM good WHERE reverses IS NOT NULL
            GROUP BY entity, doc_ref, reverses)
        INSERT INTO ledger_staging (file_line, entity, doc_ref, fault_column, fault_value, fault_rule)
        """;

    private const string FindUnknown = Reversals + """

        SELECT file_line, entity, doc_ref, 'reverses', reverses, 'reverses-unknown' FROM reversal
        WHERE reverses = doc_ref OR (
            NOT EXISTS (SELECT 1 FROM good WHERE good.entity = reversal.entity AND good.doc_ref = reversal.reverses)
            AND NOT EXISTS (
                SELECT 1 FROM ledger_lines held
                WHERE held.council = $1 AND held.source_system = $2 AND held.entity = reversal.entity AND held.doc_ref = reversal.reverses))
        """;

    private const string FindTwice = Reversals + """

        SELECT file_line, entity, doc_ref, 'reverses', reverses, 'reversed-twice' FROM reversal
        WHERE EXISTS (
            SELECT 1 FROM reversal other
            WHERE other.entity = reversal.entity AND other.reverses = reversal.reverses AND other.file_line < reversal.file_line)
        OR EXISTS (
            SELECT 1 FROM ledger_lines held
            WHERE held.council = $1 AND held.source_system = $2 AND held.entity = reversal.entity AND held.reverses = reversal.reverses
            AND held.doc_ref <> reversal.doc_ref)
        """;

    /// <summary>True if there are any. What takes back a document that is refused is refused too.</summary>
    public static async Task<bool> FindAsync(Func<string, CancellationToken, Task<int>> run, CancellationToken cancellationToken)
    {
        await run(Lock, cancellationToken);
        var found = await run(FindTwice, cancellationToken) > 0;
        while (await run(FindUnknown, cancellationToken) > 0)
        {
            found = true;
        }

        return found;
    }
}
