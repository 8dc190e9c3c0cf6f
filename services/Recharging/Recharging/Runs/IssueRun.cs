using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Recharging.Contracts;
using Recharging.Facts;
using Recharging.Kernel;
using Recharging.Marks;
using Recharging.Postings;
using Recharging.Statements;
using ServiceDefaults;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Runs;

/// <summary>Puts a reviewed month before both councils and posts it in both councils' books, in one transaction.</summary>
public static class IssueRun
{
    public sealed record Answer(Guid Id, string State, string StatementNumber);

    public static void MapIssueRun(this IEndpointRouteBuilder runs) =>
        runs.MapPost("/{id:guid}/issue", Handle).RequireOfficer("finance-officer", "s151-delegate").WithName(nameof(IssueRun));

    private static async Task<Results<Ok<Answer>, NotFound, ProblemHttpResult>> Handle(
        Guid id, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var run = await db.Runs.FindAsync([id], cancellationToken);
        if (run is null)
        {
            return TypedResults.NotFound();
        }

        var facts = await db.AsWorkerAsync(() => db.FactsKnownAtAsync(run.FactNumber, cancellationToken), cancellationToken);
        var (_, lines) = await db.AsWorkerAsync(() => db.PriceAsync(facts, run, cancellationToken), cancellationToken);
        var number = Statement.NumberOf(run.Period);
        if (Unclassified(lines) is { } unclassified)
        {
            return unclassified.ToProblem();
        }

        if (run.Issue(number, Draft.Sha256(lines)) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(IssueRun), number, null));
        await db.SaveChangesAsync(cancellationToken);
        await db.AsWorkerAsync(() => PostAsync(db, run, facts, lines, clock, cancellationToken), cancellationToken);
        return TypedResults.Ok(new Answer(run.Id, Run.Named(run.State), number));
    }

    private static Refusal? Unclassified(IReadOnlyList<DraftLine> lines) =>
        lines.Where(line => !line.IsClassified).Select(line => $"{line.Description} by {line.ClauseReference}")
            .ToList() is { Count: > 0 } unclassified
            ? new Refusal("vat-unclassified", $"A VAT officer has to classify these first: {string.Join("; ", unclassified)}.")
            : null;

    private static async Task<int> PostAsync(
        RechargingDb db, Run run, KnownFacts facts, IReadOnlyList<DraftLine> drafts, BusinessClock clock,
        CancellationToken cancellationToken)
    {
        var statement = new Statement
        {
            Number = run.StatementNumber!,
            Period = run.Period,
            Parties = run.Parties,
            RunId = run.Id,
            AgreementReferences = [.. drafts.Select(line => line.AgreementReference).Distinct().Order(StringComparer.Ordinal)],
            IssuedOn = clock.Today(),
            DueOn = DueOn(facts, drafts, clock.Today()),
        };
        db.Statements.Add(statement);
        foreach (var (draft, position) in drafts.Select((draft, at) => (draft, at + 1)))
        {
            var line = LineOf(draft, statement, position);
            db.StatementLines.Add(line);
            db.LineMarks.Add(LineMark.Of(line));
            db.PostedPositions.AddRange(draft.Changes.Select(change => new PostedPosition
            {
                LineReference = line.Reference,
                Parties = line.Parties,
                AgreementReference = line.AgreementReference,
                Subject = line.Subject,
                ServicePeriod = line.ServicePeriod,
                Component = change.Component,
                Party = change.Party,
                Amount = change.Amount,
                EngineVersion = run.EngineVersion,
            }));
            db.Postings.AddRange(DoubleEntry.Of(line));
        }

        db.Outbox.Enqueue(statement.Number, new StatementIssued
        {
            StatementNumber = statement.Number,
            AgreementReferences = statement.AgreementReferences,
            Period = statement.Period.ToString(),
            Lines = drafts.Count,
            OwedGbp = run.Parties.ToDictionary(
                council => council, council => drafts.Where(line => line.Payee == council).Sum(line => line.Amount).InPounds),
            IssuedOn = statement.IssuedOn,
            OccurredAt = clock.GetUtcNow(),
        });
        return await db.SaveChangesAsync(cancellationToken);
    }

    private static StatementLine LineOf(DraftLine draft, Statement statement, int position) => new()
    {
        Reference = draft.Reference,
        StatementNumber = statement.Number,
        Position = position,
        Parties = statement.Parties,
        Payee = draft.Payee,
        Payer = draft.Payer,
        AgreementReference = draft.AgreementReference,
        Subject = draft.Subject,
        SubjectKind = draft.SubjectKind,
        Service = draft.Service,
        BillingPeriod = statement.Period,
        ServicePeriod = draft.ServicePeriod,
        Corrects = draft.Corrects,
        Description = draft.Description,
        Amount = draft.Amount,
        VatTreatment = draft.VatTreatment!,
        Vat = draft.Vat,
        VatReason = draft.VatReason,
        Working = draft.Working,
        CoveredBy = draft.CoveredBy,
        ClauseReference = draft.ClauseReference,
        Components = draft.Components,
        Explanation = JsonSerializer.Serialize(draft.Explanation, JsonSerializerOptions.Web),
    };

    private static DateOnly? DueOn(KnownFacts facts, IReadOnlyList<DraftLine> lines, DateOnly today) => lines
        .Select(line => line.AgreementReference).Distinct()
        .Select(agreement => facts.Clause(agreement, "settlement", today) is { } clause
            ? new ClauseTerms(clause).Find("paymentTermsDays") : null)
        .Select(days => int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var terms)
            ? today.AddDays(terms) : (DateOnly?)null)
        .Min();
}
