using Microsoft.AspNetCore.Http.HttpResults;
using Recharging.Engine.Facts;
using ServiceDefaults;
using Values;

namespace Recharging.Charging;

/// <summary>Lists month by month what offered rates would add if they were agreed. Nothing of it is charged.</summary>
public static class FindContingent
{
    public sealed record Answer(
        string[] Councils, string FirstPeriod, string LastPeriod, long FactNumber, IReadOnlyList<string> Offers,
        IReadOnlyList<Owed> AddedGbp, IReadOnlyList<ContingentCharges.Line> Lines);

    /// <summary>What a council would owe the other on top.</summary>
    public sealed record Owed(string Payer, decimal AddedGbp);

    public static void MapFindContingent(this IEndpointRouteBuilder contingent) =>
        contingent.MapGet("/", Handle).RequireOfficer(Readers.OfMoney)
            .WithName(nameof(FindContingent));

    /// <param name="lastPeriod">March of this financial year, when left out.</param>
    /// <param name="leastSure"><c>offered</c>, or <c>budgeted</c> for budget assumptions too.</param>
    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken,
        string? lastPeriod = null, string leastSure = "offered")
    {
        var last = new AccountingPeriod(FinancialYear.Of(clock.Today()), 12);
        if (lastPeriod is not null && (!AccountingPeriod.TryParse(lastPeriod, out last) || last.IsClosingPeriod))
        {
            return Problems.Invalid("lastPeriod", "A period is a month such as 2023/24-P01.");
        }

        if (leastSure is not ("offered" or "budgeted"))
        {
            return Problems.Invalid("leastSure", "The least sure rates to take are offered or budgeted ones.");
        }

        var (outlook, refusal) = await Outlook.OfAsync(db, caller.Council, clock.Today(), cancellationToken);
        if (outlook is null)
        {
            return refusal!.ToProblem();
        }

        if (last < outlook.FirstCharged || last.Year.StartYear > outlook.FirstCharged.Year.StartYear + 10)
        {
            return Problems.Invalid("lastPeriod",
                $"{outlook.FirstCharged} is the first month that is charged here. Ask for ten years at most.");
        }

        var contingent = ContingentCharges.Of(outlook, last, leastSure == "offered" ? RateStatus.Offered : RateStatus.Budgeted);
        return TypedResults.Ok(new Answer(outlook.Councils.Both, outlook.FirstCharged.ToString(), last.ToString(), outlook.FactNumber,
            contingent.Offers,
            [.. outlook.Councils.Both.Select(payer => new Owed(payer,
                contingent.Lines.Where(line => line.Payer == payer).Sum(line => line.AddedGbp)))],
            contingent.Lines));
    }
}
