using Microsoft.AspNetCore.Http.HttpResults;
using Recharging.Engine.Facts;
using Recharging.Facts;
using ServiceDefaults;
using Values;

namespace Recharging.Charging;

/// <summary>Shows what the caller's own council budgets for a year, month by month.</summary>
public static class FindBudget
{
    public sealed record Answer(string FinancialYear, decimal TotalGbp, IReadOnlyList<Line> Lines);

    /// <param name="MonthsGbp">April first.</param>
    public sealed record Line(
        string AgreementReference, string Payer, string? SubjectKind, string? Subject, string? Service, string Version, decimal AmountGbp,
        IReadOnlyList<decimal> MonthsGbp);

    public static void MapFindBudget(this IEndpointRouteBuilder budgets) => budgets.MapGet("/{year}", Handle)
        .RequireOfficer(Readers.OfMoney).WithName(nameof(FindBudget));

    /// <param name="year">For example <c>2023-24</c>.</param>
    private static async Task<Results<Ok<Answer>, NotFound>> Handle(
        string year, RechargingDb db, Caller caller, CancellationToken cancellationToken)
    {
        if (!AccountingPeriod.TryParse($"{year.Replace('-', '/')}-P01", out var april))
        {
            return TypedResults.NotFound();
        }

        var book = await db.BudgetsAsync(caller.Council, april.Year, cancellationToken);
        return book.Lines.Count == 0 ? TypedResults.NotFound() : TypedResults.Ok(new Answer(
            april.Year.ToString(), book.Lines.Sum(line => line.Year).InPounds,
            [.. book.Lines.Select(line => new Line(line.Scope.AgreementReference, line.Scope.Payer, line.Scope.SubjectKind,
                line.Scope.Subject, line.Scope.Service, line.Version, line.Year.InPounds,
                [.. line.Months.Select(month => month.InPounds)]))]));
    }

    public static async Task<BudgetBook> BudgetsAsync(
        this RechargingDb db, string council, FinancialYear year, CancellationToken cancellationToken) =>
        new(year, (await db.BudgetFactsAsync(council, cancellationToken)).Select(fact => (BudgetSet)FactKinds.Read(fact).Body));
}
