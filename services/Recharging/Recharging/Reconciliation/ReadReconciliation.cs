using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Reconciliation;

/// <summary>
/// The latest reconciliation of a statement, an earlier version of it, or the one that stood at an instant (included): lines, balances,
/// marks and decisions as they were when it was made. Both councils read the same.
/// </summary>
public static class ReadReconciliation
{
    public sealed record Answer(
        string StatementNumber,
        string Period,
        int Version,
        DateTimeOffset ReconciledAt,
        string ReconciledBy,
        int Matched,
        int MatchedWithDifference,
        IReadOnlyDictionary<string, int> Unmatched,
        int OutOfScope,
        IReadOnlyDictionary<string, int> ByReason,
        IReadOnlyList<ReconciliationRecord.CouncilBalance> Balances,
        decimal DifferenceGbp,
        IReadOnlyList<ReconciliationRecord.Item> Items,
        decimal UnexplainedGbp,
        IReadOnlyList<ReconciliationRecord.Alarm> Alarms,
        IReadOnlyList<ReconciliationRecord.Match> Matches,
        IReadOnlyList<ReconciliationRecord.Proposal> Proposals);

    public static void MapReadReconciliation(this IEndpointRouteBuilder statements) =>
        statements.MapGet("/{number}/reconciliation", Handle).RequireSignedIn().WithName(nameof(ReadReconciliation));

    public static string Address(string number) => $"/api/recharging/v1/statements/{Uri.EscapeDataString(number)}/reconciliation";

    public static Answer AnswerOf(ReconciliationVersion version)
    {
        var record = JsonSerializer.Deserialize<ReconciliationRecord>(version.Record, JsonSerializerOptions.Web)!;
        return new Answer(
            record.StatementNumber,
            record.Period,
            version.Version,
            version.ReconciledAt,
            version.ReconciledBy,
            record.Matched,
            record.MatchedWithDifference,
            record.Unmatched,
            record.OutOfScope,
            record.ByReason,
            record.Balances,
            record.DifferenceGbp,
            record.Items,
            record.UnexplainedGbp,
            record.Alarms,
            record.Matches,
            record.Proposals);
    }

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        string number, int? version, DateTimeOffset? knownAt, RechargingDb db, CancellationToken cancellationToken)
    {
        if (version is not null && knownAt is not null)
        {
            return Problems.Invalid("knownAt", "Ask for a version or for what was known at an instant, not for both.");
        }

        var found = await db.Set<ReconciliationVersion>().AsNoTracking()
            .Where(row => row.StatementNumber == number && (version == null || row.Version == version)
                && (knownAt == null || row.ReconciledAt <= knownAt))
            .OrderByDescending(row => row.Version)
            .FirstOrDefaultAsync(cancellationToken);
        return found is null ? Problems.NotFound($"{number} has no such reconciliation.") : TypedResults.Ok(AnswerOf(found));
    }
}
