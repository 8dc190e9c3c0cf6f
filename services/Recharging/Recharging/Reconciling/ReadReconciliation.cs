using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Matching.Differences;
using ServiceDefaults;

namespace Recharging.Reconciling;

/// <summary>
/// The latest reconciliation of a statement or an earlier version of it, as it was kept; or what a reconciliation at an instant (included)
/// would have found, worked out from the lines, balances, marks, journals and decisions that were known then. Both councils read the same.
/// </summary>
public static class ReadReconciliation
{
    /// <param name="Version">Of what is worked out for an instant: the kept version that stood then, nil before the first.</param>
    /// <param name="ReconciledAt">When it was made, or the instant that it is worked out for.</param>
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
        statements.MapGet("/{number}/reconciliation", Handle).RequireOfficer(Readers.OfMoney).WithName(nameof(ReadReconciliation));

    public static string Address(string number) => $"/api/recharging/v1/statements/{Uri.EscapeDataString(number)}/reconciliation";

    public static Answer AnswerOf(ReconciliationVersion version) => AnswerOf(
        JsonSerializer.Deserialize<ReconciliationRecord>(version.Record, JsonSerializerOptions.Web)!, version.Version, version.ReconciledAt,
        version.ReconciledBy);

    private static Answer AnswerOf(ReconciliationRecord record, int version, DateTimeOffset at, string by) => new(
        record.StatementNumber,
        record.Period,
        version,
        at,
        by,
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

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        string number, int? version, DateTimeOffset? knownAt, RechargingDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (knownAt?.ToUniversalTime() is { } instant)
        {
            return version is not null
                ? Problems.Invalid("knownAt", "Ask for a version or for what was known at an instant, not for both.")
                : instant > clock.GetUtcNow()
                ? Problems.Invalid("knownAt", "What will be known at an instant to come, nobody knows.")
                : await db.WorkOutAsync(number, instant, cancellationToken) is { } worked
                ? TypedResults.Ok(worked)
                : Problems.NotFound($"There was no statement {number} then.");
        }

        var found = await db.Set<ReconciliationVersion>().AsNoTracking()
            .Where(row => row.StatementNumber == number && (version == null || row.Version == version))
            .OrderByDescending(row => row.Version)
            .FirstOrDefaultAsync(cancellationToken);
        return found is null ? Problems.NotFound($"{number} has no such reconciliation.") : TypedResults.Ok(AnswerOf(found));
    }

    private static async Task<Answer?> WorkOutAsync(
        this RechargingDb db, string number, DateTimeOffset instant, CancellationToken cancellationToken)
    {
        var statement = await db.Statements.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Number == number && row.IssuedAt <= instant, cancellationToken);
        if (statement is null)
        {
            return null;
        }

        var stood = await db.Set<ReconciliationVersion>().Where(row => row.StatementNumber == number && row.ReconciledAt <= instant)
            .MaxAsync(row => (int?)row.Version, cancellationToken) ?? 0;
        var input = await db.AsKnownAtAsync(instant, () => db.ToReconcileAsync(statement, cancellationToken), cancellationToken);
        return AnswerOf(Reconcile.Of(input).Record, stood, instant, "worked out from what was known");
    }
}
