using Governance.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Facts;
using Recharging.Files;
using ServiceDefaults;
using Values;

namespace Recharging.Charging;

/// <summary>Loads what a council budgets for its shared services. A correction is a later row; nothing is overwritten.</summary>
public static class LoadBudget
{
    private static readonly string[] Columns = ["financial_year", "agreement", "payer", "amount_gbp", "version", "source"];

    private static readonly string[] Optional = ["subject_kind", "subject", "service", "period"];

    public static void MapLoadBudget(this IEndpointRouteBuilder budgets) =>
        budgets.MapPost("/", Handle).AcceptsCsv().RequireOfficer("finance-officer").WithName(nameof(LoadBudget));

    private static async Task<Results<Ok<UploadAnswer>, ProblemHttpResult>> Handle(
        HttpRequest request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var upload = await CsvUpload.ReadAsync(request, Columns, cancellationToken, Optional);
        if (upload.Fault is { } fault)
        {
            return Problems.Invalid("body", fault);
        }

        // Only agreements that the caller's council is a party of are seen here.
        var parties = (await db.Facts.AsNoTracking().Where(fact => fact.Kind == nameof(AgreementInForce)).ToListAsync(cancellationToken))
            .ToLookup(fact => fact.Subject, fact => fact.Parties);
        var known = (await db.BudgetFactsAsync(caller.Council, cancellationToken)).ConvertAll(fact => (BudgetSet)FactKinds.Read(fact).Body);
        var seen = new HashSet<BudgetSet>();
        int taken = 0, unchanged = 0;
        foreach (var row in upload.Rows)
        {
            var budget = Read(row, caller.Council);
            Check(row, budget, parties[budget.AgreementReference].SelectMany(of => of).ToList(), known, seen);
            if (row.Fault is not null)
            {
                continue;
            }

            var earlier = known.Where(other => KeyOf(other) == KeyOf(budget)).ToList();
            if (earlier.LastOrDefault() == budget)
            {
                unchanged++;
                continue;
            }

            var year = AccountingPeriod.Parse($"{budget.FinancialYear}-P01").Year;
            db.Facts.Add(FactKinds.New(
                $"budgets/{caller.Council}/{string.Join('/', budget.FinancialYear, budget.Version, budget.Period, budget.Scope)}/"
                    + $"{budget.Payer}/{earlier.Count + 1}",
                budget, SubjectOf(caller.Council), year.FirstDay, clock.GetUtcNow(), caller.Council));
            known.Add(budget);
            taken++;
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(LoadBudget), "budgets", $"{taken} rows taken of {upload.Rows.Count}"));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new UploadAnswer(
            upload.Rows.Count, taken, unchanged, [.. upload.Rows.Select(row => row.Fault).OfType<RowNotTaken>()]));
    }

    /// <summary>What the caller's council budgeted, in the order in which it was loaded.</summary>
    public static async Task<List<Fact>> BudgetFactsAsync(this RechargingDb db, string council, CancellationToken cancellationToken) =>
        await db.Facts.AsNoTracking().Where(fact => fact.Kind == nameof(BudgetSet) && fact.Subject == SubjectOf(council))
            .OrderBy(fact => fact.Number).ToListAsync(cancellationToken);

    private static string SubjectOf(string council) => $"budget of {council}";

    private static BudgetSet KeyOf(BudgetSet budget) => budget with { AmountGbp = 0, Source = "" };

    private static BudgetSet Read(CsvRow row, string council) => new(
        council, row.Text("financial_year"), row.Text("agreement"), row.TextOrNone("subject_kind"), row.TextOrNone("subject"),
        row.TextOrNone("service"), row.Text("payer"), row.TextOrNone("period"), row.Pounds("amount_gbp"),
        row.OneOf("version", BudgetSet.Original, BudgetSet.Revised), row.Text("source"));

    private static void Check(
        CsvRow row, BudgetSet budget, List<string> parties, List<BudgetSet> known, HashSet<BudgetSet> seen)
    {
        if (!AccountingPeriod.TryParse($"{budget.FinancialYear}-P01", out var april))
        {
            row.Refuse("financial_year", "must be a year such as 2023/24");
        }
        else if (budget.Period is not null
            && (!AccountingPeriod.TryParse(budget.Period, out var period) || period.IsClosingPeriod || period.Year != april.Year))
        {
            row.Refuse("period", $"must be a month of {april.Year} such as {april}, or empty for the whole year");
        }
        else if (parties.Count == 0)
        {
            row.Refuse("agreement", "must be a known agreement of the council");
        }
        else if (!parties.Contains(budget.Payer))
        {
            row.Refuse("payer", "must be a council of the agreement");
        }
        else if (budget.SubjectKind is not null && !SubjectKinds.InOrder.Contains(budget.SubjectKind))
        {
            row.Refuse("subject_kind", $"must be one of {string.Join(", ", SubjectKinds.InOrder)}");
        }
        else if (budget.Scope.Nearness == 0)
        {
            row.Refuse("subject_kind", "or subject or service must say what the budget is for");
        }
        else if (!seen.Add(KeyOf(budget)))
        {
            row.Refuse("amount_gbp", "two rows of this file set the same budget");
        }
        else if (known.Any(other => KeyOf(other) with { Period = null } == KeyOf(budget) with { Period = null }
            && other.Period is null != budget.Period is null))
        {
            row.Refuse("period", "is set for the whole year in one row and for a month in another: set one or the other");
        }
    }
}
