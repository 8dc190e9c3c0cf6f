using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Recharging.Matching.Differences;

namespace Recharging.Reconciling;

/// <summary>Reads what the engine proposed of a statement, whether or not it still does.</summary>
public static class ReadProposal
{
    /// <summary>As the last version that has it; null when no version has.</summary>
    public static async Task<ReconciliationRecord.Proposal?> ProposalAsync(
        this RechargingDb db, string statement, string id, CancellationToken cancellationToken)
    {
        var found = await db.Database.SqlQuery<string>(
            $"""
            SELECT proposal::text AS "Value" FROM reconciliations version
            CROSS JOIN LATERAL json_array_elements(version.record -> 'proposals') AS proposal
            WHERE version.statement_number = {statement} AND proposal ->> 'id' = {id}
            ORDER BY version.version DESC LIMIT 1
            """).ToListAsync(cancellationToken);
        return found is [var json] ? JsonSerializer.Deserialize<ReconciliationRecord.Proposal>(json, JsonSerializerOptions.Web) : null;
    }
}
