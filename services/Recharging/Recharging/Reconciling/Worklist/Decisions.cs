using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Charging;
using Recharging.Engine.Lines;
using Recharging.Ledgers;
using Recharging.Matching.Differences;
using Recharging.Officers;
using ServiceDefaults;

namespace Recharging.Reconciling;

/// <summary>Loads a reconciliation for an officer to decide, and keeps the decision with the reconciliation that follows from it.</summary>
public static class Decisions
{
    /// <param name="Decision">Its number.</param>
    /// <param name="Version">Of the reconciliation that takes it into account; null where it changes nothing in it.</param>
    /// <param name="Waits">True for a write-off that has no effect until it is approved.</param>
    public sealed record Answer(
        string StatementNumber, int Decision, string Kind, int? Version, decimal? UnexplainedGbp, int? Alarms, bool Waits);

    public static string Named(DecisionKind kind) => kind switch
    {
        DecisionKind.WriteOff => "writeOff",
        _ => kind.ToString().ToLowerInvariant()
    };

    public static ReconciliationRecord.Decided TraceOf(ReconciliationDecision decision) => new(
        decision.Number, decision.Council, decision.DecidedByName, decision.DecidedAt, decision.Reason);

    /// <summary>
    /// Null when the caller's council is no party of the statement. One officer after the other between two councils: the second one sees
    /// what the first has decided.
    /// </summary>
    public static async Task<(Deciding Deciding, Statement Statement, List<ReconciliationDecision> Before)?> DecidingAsync(
        this RechargingDb db, string number, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var statement = await db.Statements.AsNoTracking().SingleOrDefaultAsync(row => row.Number == number, cancellationToken);
        if (statement is null)
        {
            return null;
        }

        await ReconcileStatement.LockAsync(db, statement.Parties, cancellationToken);
        return await db.AsWorkerAsync(async () =>
        {
            var between = await db.DecisionsBetweenAsync(statement.Parties, cancellationToken);
            var last = await db.Set<ReconciliationVersion>().AsNoTracking().Where(version => version.StatementNumber == number)
                .OrderByDescending(version => version.Version).FirstOrDefaultAsync(cancellationToken);
            var used = await db.Set<MatchedLedgerLine>().AsNoTracking()
                .Where(line => line.StatementNumber == number && line.StatementLine != null)
                .ToDictionaryAsync(line => line.Key, line => line.StatementLine!, cancellationToken);
            var terms = await db.SettlementTermsAsync(statement, cancellationToken);
            var deciding = new Deciding(
                await db.ToReconcileAsync(statement, cancellationToken),
                between,
                last is null ? null : JsonSerializer.Deserialize<ReconciliationRecord>(last.Record, JsonSerializerOptions.Web),
                used,
                statement.Parties,
                DecisionTerms.Of(terms),
                caller,
                ReconciliationVersion.Instant(clock));
            return (deciding, statement, between.FindAll(decision => decision.StatementNumber == number));
        }, cancellationToken);
    }

    /// <summary>The decision and what follows from it are one transaction: record, version and used lines never disagree.</summary>
    public static async Task<Created<Answer>> KeepAsync(
        this RechargingDb db, Deciding deciding, Statement statement, Caller caller, BusinessClock clock,
        CancellationToken cancellationToken)
    {
        var made = deciding.Made ?? throw new InvalidOperationException("Nothing was decided.");
        db.ReconciliationDecisions.Add(made);
        db.Notices.AddRange(WriteOffNotices(made));
        db.Audit.Add(AuditEntry.Of(caller, clock, $"Decide{made.Kind}", $"{statement.Number}/{made.Number}", made.Reason));
        await db.SaveChangesAsync(cancellationToken);
        var version = made.Kind is DecisionKind.Assign or DecisionKind.Reject || made is { Kind: DecisionKind.WriteOff, NeedsApproval: true }
            ? null
            : await db.AsWorkerAsync(
                () => ReconcileStatement.KeepAsync(db, statement, caller, clock, cancellationToken), cancellationToken);
        var record = version is null ? null : ReadReconciliation.AnswerOf(version);
        return TypedResults.Created(
            $"/api/recharging/v1/statements/{Uri.EscapeDataString(statement.Number)}/decisions",
            new Answer(
                statement.Number, made.Number, Named(made.Kind), version?.Version, record?.UnexplainedGbp, record?.Alarms.Count,
                made is { Kind: DecisionKind.WriteOff, NeedsApproval: true }));
    }

    private static IEnumerable<Notice> WriteOffNotices(ReconciliationDecision made) => made switch
    {
        { Kind: DecisionKind.WriteOff, NeedsApproval: true } =>
        [
            Notice.To(made.Council, NoticeKinds.WriteOffWaits, made.StatementNumber,
                $"{made.DecidedByName} asks the S151 delegate to let {made.Amount!.Value.Abs()} of {made.StatementNumber} be written off.",
                made.DecidedAt)
        ],
        { Kind: DecisionKind.Approve or DecisionKind.Reject } =>
        [
            Notice.To(made.Council, NoticeKinds.WriteOffAnswered, made.StatementNumber,
                $"{made.DecidedByName} {(made.Kind is DecisionKind.Approve ? "approved" : "rejected")} write-off {made.About} of "
                + $"{made.StatementNumber}: {made.Reason}", made.DecidedAt)
        ],
        _ => []
    };
}
