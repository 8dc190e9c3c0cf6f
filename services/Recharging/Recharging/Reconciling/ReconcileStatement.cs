using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Charging;
using Recharging.Contracts;
using Recharging.Engine.Lines;
using Recharging.Matching.Differences;
using ServiceDefaults;
using ServiceDefaults.Messaging;

namespace Recharging.Reconciling;

/// <summary>Matches a statement with both ledgers as they are now and keeps what was found as the next version of its record.</summary>
public static class ReconcileStatement
{
    public static void MapReconcileStatement(this IEndpointRouteBuilder statements) =>
        statements.MapPost("/{number}/reconciliation", Handle)
            .RequireOfficer("finance-officer", "s151-delegate")
            .WithName(nameof(ReconcileStatement));

    private static async Task<Results<Created<ReadReconciliation.Answer>, ProblemHttpResult>> Handle(
        string number, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var statement = await db.Statements.AsNoTracking().SingleOrDefaultAsync(row => row.Number == number, cancellationToken);
        if (statement is null)
        {
            return Problems.NotFound($"There is no statement {number}.");
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(ReconcileStatement), number, reason: null));
        var version = await db.AsWorkerAsync(() => KeepAsync(db, statement, caller, clock, cancellationToken), cancellationToken);
        return TypedResults.Created(ReadReconciliation.Address(number), ReadReconciliation.AnswerOf(version));
    }

    /// <summary>One at a time between two councils: a line that two statements could use goes to one of them.</summary>
    internal static Task LockAsync(RechargingDb db, string[] parties, CancellationToken cancellationToken)
    {
        var councils = string.Join('/', parties.Order(StringComparer.Ordinal));
        return db.Database.ExecuteSqlAsync(
            $"SELECT pg_advisory_xact_lock(hashtextextended('reconcile/' || {councils}, 0))", cancellationToken);
    }

    /// <summary>Call as the worker.</summary>
    internal static async Task<ReconciliationVersion> KeepAsync(
        RechargingDb db, Statement statement, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        await LockAsync(db, statement.Parties, cancellationToken);
        var input = await db.ToReconcileAsync(statement, cancellationToken);
        var (record, used) = Reconcile.Of(input);
        var last = await db.Set<ReconciliationVersion>().Where(version => version.StatementNumber == statement.Number)
            .MaxAsync(version => (int?)version.Version, cancellationToken) ?? 0;
        var version = new ReconciliationVersion
        {
            StatementNumber = statement.Number,
            Version = last + 1,
            Parties = statement.Parties,
            Record = JsonSerializer.Serialize(record, JsonSerializerOptions.Web),
            Used = JsonSerializer.Serialize(used.Select(use => new { Line = use.Line.Key, use.StatementLine, Rule = use.Rule.ToString() }),
                JsonSerializerOptions.Web),
            ReconciledBy = $"{caller.NameInRecords}, {caller.Council}",
            ReconciledAt = ReconciliationVersion.Instant(clock)
        };
        db.Add(version);
        await db.KeepMatchesAsync(statement, version.Version, used, input.Decisions.SplitHere, cancellationToken);
        db.Notices.AddRange(AlarmNotices.Of(
            statement, await db.AlarmsAsync(statement.Number, last, cancellationToken), record.Alarms, version.ReconciledAt));
        db.Outbox.Enqueue(statement.Number, new LedgerReconciled
        {
            Period = record.Period,
            Matched = record.Matched,
            MatchedWithDifference = record.MatchedWithDifference,
            Unmatched = record.Unmatched.Values.Sum(),
            UnexplainedGbp = record.UnexplainedGbp,
            OccurredAt = version.ReconciledAt
        });
        await db.SaveChangesAsync(cancellationToken);
        return version;
    }

    private static Task<List<string>> AlarmsAsync(this RechargingDb db, string statement, int version, CancellationToken cancellationToken) =>
        db.Database.SqlQuery<string>(
            $"""
            SELECT alarm ->> 'sentence' AS "Value" FROM reconciliations
            CROSS JOIN LATERAL json_array_elements(record -> 'alarms') AS alarm
            WHERE statement_number = {statement} AND version = {version}
            """).ToListAsync(cancellationToken);
}
