using Microsoft.EntityFrameworkCore;
using Recharging.Charging;
using Recharging.Engine.Facts;
using Secondments.Contracts;
using ServiceDefaults;
using Values;

namespace Recharging.Reports;

/// <summary>
/// What pay awards add to a year's recharge, month by month: those that are offered, if they were agreed, and those that are agreed and
/// were charged late. By spine, service and payer: persons are counted, not named. Alike for both councils.
/// </summary>
public static class PayAwardEffect
{
    private const string Offered = "offered";
    private const string BilledLate = "billed-late";
    private const int MostYears = 10;

    /// <param name="Entry"><c>offered</c>, <c>billed-late</c>; or <c>total</c> of one of them, which <see cref="Award"/> then says.</param>
    /// <param name="Award">The spine whose points it pays otherwise.</param>
    /// <param name="BilledIn">The month whose statement charged it; empty for what is only offered.</param>
    /// <param name="AddedGbp">On-costs included, before VAT.</param>
    public sealed record Row(
        [property: Coded(Codes.Other)] string Entry, string? Award, string? ServicePeriod, string? BilledIn,
        [property: Coded(Codes.Other)] string? Service, string Payee, string Payer, int Persons, decimal AddedGbp);

    public static void MapPayAwardEffect(this IEndpointRouteBuilder reports) =>
        reports.MapGet("/pay-awards/{year}", Handle).AnswersReport<Row>(nameof(PayAwardEffect));

    /// <param name="year">For example <c>2023-24</c>: of the service, whenever it was or would be billed.</param>
    private static async Task<IResult> Handle(
        string year, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (!AddressedYear.TryParse(year, out var financialYear))
        {
            return AddressedYear.Malformed(year);
        }

        var (outlook, refusal) = await Outlook.OfAsync(db, caller.Council, clock.Today(), cancellationToken);
        if (outlook is null)
        {
            return refusal!.ToProblem();
        }

        var first = outlook.FirstCharged.Year.StartYear;
        if (financialYear.StartYear < first || financialYear.StartYear > first + MostYears)
        {
            return Problems.NotFound($"{outlook.FirstCharged} is the first month that is charged here. Ask for ten years at most.");
        }

        var staff = new Staff(outlook.Known);
        var effects = OfOffers(outlook, staff, financialYear)
            .Concat(await LateAsync(db, outlook, staff, financialYear, cancellationToken)).ToList();
        return new Report<Row>("pay-awards", financialYear.ToString(), Rows(effects).ToAsyncEnumerable());
    }

    private static IEnumerable<Row> Rows(IReadOnlyList<Effect> effects)
    {
        var items = effects
            .GroupBy(effect =>
                (effect.Entry, effect.Spine, effect.ServicePeriod, effect.BilledIn, effect.Service, effect.Payee, effect.Payer))
            .OrderBy(group => group.Key.Entry, StringComparer.Ordinal).ThenBy(group => group.Key.ServicePeriod)
            .ThenBy(group => group.Key.BilledIn).ThenBy(group => group.Key.Payee, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Service, StringComparer.Ordinal).ThenBy(group => group.Key.Spine, StringComparer.Ordinal)
            .Select(group => new Row(group.Key.Entry, group.Key.Spine, group.Key.ServicePeriod.ToString(), group.Key.BilledIn?.ToString(),
                group.Key.Service, group.Key.Payee, group.Key.Payer, Persons(group), group.Sum(effect => effect.AddedGbp)));
        var totals = effects.GroupBy(effect => (effect.Entry, effect.Payee, effect.Payer))
            .OrderBy(group => group.Key)
            .Select(group => new Row("total", group.Key.Entry, null, null, null, group.Key.Payee, group.Key.Payer, Persons(group),
                group.Sum(effect => effect.AddedGbp)));
        return items.Concat(totals);
    }

    private static int Persons(IEnumerable<Effect> effects) =>
        effects.Select(effect => effect.Subject).Distinct(StringComparer.Ordinal).Count();

    // Other rates that are only offered are no pay award.
    private static IEnumerable<Effect> OfOffers(Outlook outlook, Staff staff, FinancialYear year)
    {
        var awards = outlook with
        {
            Facts = [.. outlook.Facts.Where(fact => fact.Body is not (PensionRate { Status: < RateStatus.Agreed }
                or NationalInsuranceRate { Status: < RateStatus.Agreed } or LevyRate { Status: < RateStatus.Agreed }))],
        };
        return ContingentCharges.Of(awards, new AccountingPeriod(year, 12), RateStatus.Offered).Lines
            .Select(line => (Line: line, Period: AccountingPeriod.Parse(line.ServicePeriod)))
            .Where(charge => charge.Period.Year == year)
            .Select(charge => staff.Effect(Offered, charge.Line.Subject, charge.Line.SubjectKind, charge.Period) with
            {
                Payee = charge.Line.Payee, Payer = charge.Line.Payer, AddedGbp = charge.Line.AddedGbp,
            });
    }

    private static async Task<List<Effect>> LateAsync(
        RechargingDb db, Outlook outlook, Staff staff, FinancialYear year, CancellationToken cancellationToken)
    {
        var runs = await db.IssuedRunsAsync(outlook.Councils, cancellationToken);
        var late = (await db.StatementLines.AsNoTracking().Where(line => line.Corrects != null).ToListAsync(cancellationToken))
            .Where(line => line.ServicePeriod.Year == year).ToLookup(line => line.StatementNumber);
        return
        [
            .. runs.Zip(runs.Skip(1)).Where(pair => late.Contains(pair.Second.StatementNumber!)).SelectMany(pair =>
            {
                var causes = new MonthlyCauses(outlook.Facts, pair.First.FactNumber, pair.Second.FactNumber);
                return late[pair.Second.StatementNumber!]
                    .Where(line => causes.Of([], [Amount.Of(line)]).Any(cause => cause.Kind == Cause.PayAward))
                    .Select(line => staff.Effect(BilledLate, line.Subject, line.SubjectKind, line.ServicePeriod) with
                    {
                        BilledIn = line.BillingPeriod, Payee = line.Payee, Payer = line.Payer, AddedGbp = line.Amount.InPounds,
                    });
            }),
        ];
    }

    private sealed record Effect(string Entry, string Subject, string? Spine, string Service, AccountingPeriod ServicePeriod)
    {
        public AccountingPeriod? BilledIn { get; init; }

        public string Payee { get; init; } = "";

        public string Payer { get; init; } = "";

        public decimal AddedGbp { get; init; }
    }

    /// <summary>Which spine a person is paid by, and for which service: all that a report says of one.</summary>
    private sealed class Staff(KnownFacts known)
    {
        private readonly Dictionary<string, SecondmentStarted> secondments =
            known.Secondments.ToDictionary(secondment => secondment.Body.SecondmentReference, secondment => secondment.Body);

        public Effect Effect(string entry, string subject, string subjectKind, AccountingPeriod period)
        {
            var secondment = secondments.GetValueOrDefault(subject);
            var pay = secondment is null ? null : known.Pay(secondment.EmploymentReference, period.LastDay);
            return new Effect(entry, subject, pay?.Body.Spine, secondment?.Service ?? subjectKind, period);
        }
    }
}
