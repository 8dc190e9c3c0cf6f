using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Officers;
using ServiceDefaults;
using Values;

namespace Recharging.Facts;

/// <summary>The council that is paid declares what a fixed charge cost. The next run charges the difference, or gives it back.</summary>
public static class DeclareActual
{
    /// <param name="Charge">The fixed charge's name in its clause.</param>
    /// <param name="FirstPeriod">For example <c>2023/24-P01</c>.</param>
    /// <param name="LastPeriod">Of the same financial year.</param>
    /// <param name="Source">Where the other council can look it up.</param>
    /// <param name="Corrects">The fact number of the earlier declaration for the same months that this one replaces.</param>
    public sealed record Request(
        string Agreement,
        string Charge,
        string FirstPeriod,
        string LastPeriod,
        decimal ActualGbp,
        [property: StringLength(400, MinimumLength = 5)] string Source,
        long? Corrects = null);

    public sealed record Answer(long FactNumber);

    private static readonly string[] Kinds =
        [nameof(Governance.Contracts.AgreementInForce), nameof(Governance.Contracts.AgreementVaried),
            nameof(Governance.Contracts.AgreementEnded), nameof(Governance.Contracts.ClauseAgreed), nameof(ActualDeclared)];

    public static void MapDeclareActual(this IEndpointRouteBuilder actuals) =>
        actuals.MapPost("/", Handle).RequireOfficer("finance-officer").WithName(nameof(DeclareActual));

    private static async Task<Results<Created<Answer>, NotFound, ProblemHttpResult>> Handle(
        Request request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (Fault(request) is { } fault)
        {
            return fault;
        }

        var told = new ActualDeclared(
            request.Agreement, request.Charge, request.FirstPeriod, request.LastPeriod, request.ActualGbp, request.Source);
        var facts = new KnownFacts((await db.Facts.AsNoTracking().Where(fact => Kinds.Contains(fact.Kind))
            .ToListAsync(cancellationToken)).Select(FactKinds.Read));
        var rule = told.Months().SelectMany(month => Enumerable.Range(0, month.Days.Days)
            .Select(offset => ClauseOn(facts, told, month.Days.FirstDay.AddDays(offset)))).ToList();
        if (rule.OfType<ClauseTerms>().LastOrDefault() is not { } terms)
        {
            return TypedResults.NotFound();
        }

        var charged = await db.StatementLines
            .Where(line => line.AgreementReference == told.AgreementReference && line.Subject == told.Charge)
            .Select(line => line.ServicePeriod).Distinct().ToListAsync(cancellationToken);
        var earlier = facts.Actuals.Where(known => known.Body.AgreementReference == told.AgreementReference
            && known.Body.Charge == told.Charge && known.Body.Months().Intersect(told.Months()).Any()).ToList();
        var refusal = WhyNot(told, caller.Council, rule, terms, charged) ?? WhyNotAgain(told, earlier, request.Corrects);
        if (refusal is not null)
        {
            return refusal.ToProblem();
        }

        var fact = FactKinds.New(
            $"actuals/{told.AgreementReference}/{told.Charge}/{told.FirstPeriod}/{request.Corrects ?? 0}", told,
            $"{told.AgreementReference} {told.Charge}", told.Months()[0].Days.FirstDay, clock.GetUtcNow(),
            terms.Text("payee"), terms.Text("payer"));
        db.Facts.Add(fact);
        db.Notices.Add(Notice.To(terms.Text("payer"), NoticeKinds.FigureTold, $"actuals/{told.Charge}",
            $"{caller.Name} of {caller.Council} declared that {told.Charge} cost {Money.Pounds(told.ActualGbp)} from {told.FirstPeriod} to "
            + $"{told.LastPeriod}: the next run charges the difference. Source: {told.Source}", clock.GetUtcNow()));
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(DeclareActual), told.Charge, request.Source));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException taken) when (taken.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new Refusal("declared-already", "Another officer has just declared these months.").ToProblem();
        }

        return TypedResults.Created($"/api/recharging/v1/facts/{fact.Number}", new Answer(fact.Number));
    }

    private static ProblemHttpResult? Fault(Request request)
    {
        if (!AccountingPeriod.TryParse(request.FirstPeriod, out var first) || first.IsClosingPeriod)
        {
            return Problems.Invalid("firstPeriod", "A period is a month such as 2023/24-P01.");
        }

        if (!AccountingPeriod.TryParse(request.LastPeriod, out var last) || last.IsClosingPeriod || last < first || last.Year != first.Year)
        {
            return Problems.Invalid("lastPeriod", "The last period is a month of the same financial year, not before the first.");
        }

        return request.ActualGbp < 0 || decimal.Truncate(request.ActualGbp * 100) != request.ActualGbp * 100
            ? Problems.Invalid("actualGbp", "A cost is in pounds with at most two decimals, and not below nil.")
            : null;
    }

    private static ClauseTerms? ClauseOn(KnownFacts facts, ActualDeclared told, DateOnly day) =>
        facts.LiveDays(told.AgreementReference)?.Contains(day) == true
            ? facts.Clauses(told.AgreementReference, SubjectKinds.FixedCharge, day).Select(clause => new ClauseTerms(clause))
                .FirstOrDefault(terms => terms.Find("charge") == told.Charge)
            : null;

    private static Refusal? WhyNot(
        ActualDeclared told, string council, List<ClauseTerms?> rule, ClauseTerms terms, List<AccountingPeriod> charged) =>
        terms.Find("payee") != council
            ? new Refusal("not-the-payee", $"{terms.Find("payee")} is paid for {told.Charge} and declares what it cost.")
        : terms.Find("trueUp") != "actual"
            ? new Refusal("no-true-up", $"Clause {terms.Reference} is not trued up: {told.Charge} is a price.")
        : rule.Contains(null)
            ? new Refusal("not-whole-months", $"{told.Charge} is not due on every day from {told.FirstPeriod} to {told.LastPeriod}.")
        : told.Months().Except(charged).ToList() is { Count: > 0 } open
            ? new Refusal("not-charged-yet", $"{told.Charge} is not charged yet for {string.Join(", ", open)}.")
        : null;

    private static Refusal? WhyNotAgain(ActualDeclared told, IReadOnlyList<Known<ActualDeclared>> earlier, long? corrects) => earlier switch
    {
        [] when corrects is not null => new Refusal("corrects-nothing", $"Fact {corrects} does not declare these months."),
        [] => null,
        [var known] when known.Body.FirstPeriod == told.FirstPeriod && known.Body.LastPeriod == told.LastPeriod
            && known.Number == corrects => null,
        [var known, ..] => new Refusal("declared-already",
            $"{told.Charge} is declared for {known.Body.FirstPeriod} to {known.Body.LastPeriod} as {known.Reference}. "
            + "Correct that one, for the same months, or declare other months."),
    };
}
