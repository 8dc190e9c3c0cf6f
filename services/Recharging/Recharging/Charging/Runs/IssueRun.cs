using Microsoft.AspNetCore.Http.HttpResults;
using Recharging.Contracts;
using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Engine.Lines;
using Recharging.Officers;
using ServiceDefaults;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Charging;

/// <summary>Puts a reviewed month before both councils and into both councils' books, in one transaction.</summary>
public static class IssueRun
{
    public sealed record Answer(Guid Id, string State, string StatementNumber);

    public static void MapIssueRun(this IEndpointRouteBuilder runs) =>
        runs.MapPost("/{id:guid}/issue", Handle).RequireOfficer("finance-officer", "s151-delegate").WithName(nameof(IssueRun));

    private static async Task<Results<Ok<Answer>, NotFound, ProblemHttpResult>> Handle(
        Guid id, RechargingDb db, Caller caller, BusinessClock clock, IEnumerable<IOnStatementIssued> followers,
        CancellationToken cancellationToken)
    {
        var run = await db.Runs.FindAsync([id], cancellationToken);
        if (run is null)
        {
            return TypedResults.NotFound();
        }

        var (calculation, lines) = await db.AsWorkerAsync(() => db.PriceAsync(run, cancellationToken), cancellationToken);
        var number = Statement.NumberOf(run.Period);
        var by = await db.KeyHolderAsync(caller, cancellationToken);
        if ((Unclassified(lines) ?? run.Issue(by, number, Draft.Sha256(lines))) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Notices.AddRange(run.Parties.Where(council => council != caller.Council).Select(council => Notice.To(
            council, NoticeKinds.StatementIssued, number, $"{caller.Council} issued {number}: agree or dispute the lines that you pay.",
            clock.GetUtcNow())));
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(IssueRun), number, null));
        await db.SaveChangesAsync(cancellationToken);
        await db.AsWorkerAsync(async () =>
        {
            await PostAsync(db, run, calculation, lines, clock, cancellationToken);
            foreach (var follower in followers)
            {
                await follower.HandleAsync(db, run, calculation.Facts, caller, clock, cancellationToken);
            }

            return run;
        }, cancellationToken);
        return TypedResults.Ok(new Answer(run.Id, Run.Named(run.State), number));
    }

    private static Refusal? Unclassified(IReadOnlyList<DraftLine> lines) =>
        lines.Where(line => !line.IsClassified).Select(line => $"{line.Description} by {line.ClauseReference}").Distinct()
            .ToList() is { Count: > 0 } unclassified
            ? new Refusal("vat-unclassified", $"A VAT officer has to classify these first: {string.Join("; ", unclassified)}.")
            : null;

    private static async Task PostAsync(
        RechargingDb db, Run run, Calculation calculation, IReadOnlyList<DraftLine> lines, BusinessClock clock,
        CancellationToken cancellationToken)
    {
        var agreements = lines.Select(line => line.AgreementReference).Distinct().Order(StringComparer.Ordinal).ToArray();
        // Before the terms of payment are looked up: they are no part of what the charges rest on.
        var receipt = Receipt.Of(run, calculation, lines.Count);
        var statement = new Statement
        {
            Number = run.StatementNumber!,
            Period = run.Period,
            Parties = run.Parties,
            RunId = run.Id,
            AgreementReferences = agreements,
            IssuedOn = clock.Today(),
            IssuedAt = clock.GetUtcNow(),
            DueOn = PaymentTerms.ShortestDays(calculation.Facts, agreements, clock.Today()) is { } days ? clock.Today().AddDays(days) : null,
        };
        db.Statements.Add(statement);
        db.Receipts.Add(receipt);
        db.Outbox.Enqueue(statement.Number, new StatementIssued
        {
            StatementNumber = statement.Number,
            AgreementReferences = statement.AgreementReferences,
            Period = statement.Period.ToString(),
            Lines = lines.Count,
            OwedGbp = run.Parties.ToDictionary(
                council => council, council => lines.Where(line => line.Payee == council).Sum(line => line.Amount).InPounds),
            IssuedOn = statement.IssuedOn,
            OccurredAt = statement.IssuedAt,
        });
        await db.SaveChangesAsync(cancellationToken);
        await db.PostLinesAsync(statement, lines, cancellationToken);
    }
}
