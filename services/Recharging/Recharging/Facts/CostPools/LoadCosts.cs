using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Files;
using ServiceDefaults;
using Values;

namespace Recharging.Facts;

/// <summary>Loads what a council paid for shared services. A correction is a later row of the same reference; nothing is
/// overwritten.</summary>
public static class LoadCosts
{
    private static readonly string[] Columns =
    [
        "cost_reference", "agreement", "pool", "period", "amount_gbp", "description", "authority", "bearer", "incurred_on", "source",
    ];

    public static void MapLoadCosts(this IEndpointRouteBuilder costs) =>
        costs.MapPost("/", Handle).AcceptsCsv().RequireOfficer("finance-officer").WithName(nameof(LoadCosts));

    private static async Task<Results<Ok<UploadAnswer>, ProblemHttpResult>> Handle(
        HttpRequest request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var upload = await CsvUpload.ReadAsync(request, Columns, cancellationToken);
        if (upload.Fault is { } fault)
        {
            return Problems.Invalid("body", fault);
        }

        var book = await PoolBook.OfAsync(db, caller.Council, cancellationToken);
        var rows = upload.Rows.Select(row => (Row: row, Cost: Read(row, caller.Council, book))).Where(row => row.Row.Fault is null).ToList();
        var known = await KnownAsync(db, rows.Select(row => row.Cost), cancellationToken);
        var seen = new HashSet<(string, string)>();
        int taken = 0, unchanged = 0;
        foreach (var (row, cost) in rows)
        {
            var earlier = known.GetValueOrDefault((cost.Agreement, cost.CostReference), []);
            if (!seen.Add((cost.Agreement, cost.CostReference)))
            {
                row.Refuse("cost_reference", $"two rows of this file speak of {cost.CostReference}");
            }
            else if (earlier is [var first, ..] && (first.Cost.Pool, first.Cost.Period, first.Cost.Council)
                != (cost.Pool, cost.Period, cost.Council))
            {
                row.Refuse("cost_reference", $"is {first.Cost.Council}'s cost of {first.Cost.Pool} in {first.Cost.Period}: "
                    + "correct that to nil, and give this one a reference of its own");
            }

            if (row.Fault is not null)
            {
                continue;
            }

            var fact = FactOf(cost, earlier.Count + 1, book, clock);
            if (earlier.Count > 0 && earlier[^1].Sha256 == fact.Sha256)
            {
                unchanged++;
                continue;
            }

            db.Facts.Add(fact);
            taken++;
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(LoadCosts), "costs", $"{taken} rows taken of {upload.Rows.Count}"));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException twice) when (twice.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return Problems.Conflict("loaded-at-once", "Someone else loads the same costs at this moment. Look at them, then load yours again.");
        }

        return TypedResults.Ok(new UploadAnswer(
            upload.Rows.Count, taken, unchanged, [.. upload.Rows.Select(row => row.Fault).OfType<RowNotTaken>()]));
    }

    private static CostIncurred Read(CsvRow row, string council, PoolBook book)
    {
        var cost = new CostIncurred(
            row.Code("cost_reference"), row.Text("agreement"), row.Text("pool"), row.Period("period").ToString(), row.Pounds("amount_gbp"),
            row.Text("description"), row.TextOrNone("authority"), row.TextOrNone("bearer"), row.DayOrNone("incurred_on"), council,
            row.Text("source"));
        if (row.Fault is not null)
        {
            return cost;
        }

        if (book.Councils(cost.Agreement) is null)
        {
            row.Refuse("agreement", $"must be an agreement of {council} that is in force");
        }
        else if (book.Pool(cost.Agreement, cost.Pool) is not { } pool)
        {
            row.Refuse("pool", $"no clause of {cost.Agreement} rules such a cost pool");
        }
        else if (pool.Find("payee") != council)
        {
            row.Refuse("pool", $"is {pool.Find("payee")}'s: each council loads the costs that it bore");
        }
        else if (pool.Find("basis") == Bases.DirectActual != cost.Bearer is not null)
        {
            row.Refuse("bearer", cost.Bearer is null ? "must say who bears a direct cost" : "only a direct cost names who bears it");
        }
        else if (pool.Find("ceilingGbp") is not null && cost.Authority is null)
        {
            row.Refuse("authority", "must be the decision or clause that this cost rests on: its pool has a ceiling");
        }
        else if (cost.IncurredOn is { } day && AccountingPeriod.Of(day).ToString() != cost.Period)
        {
            row.Refuse("incurred_on", $"must be a day of {cost.Period}");
        }

        return cost;
    }

    private static Fact FactOf(CostIncurred cost, int turn, PoolBook book, BusinessClock clock)
    {
        var pool = book.Pool(cost.Agreement, cost.Pool)!;
        var isItsOwnLine = pool.Find("lines") == "per-item" && pool.Find("ceilingGbp") is null;
        return FactKinds.New(
            $"costs/{cost.Agreement}/{cost.CostReference}/{turn}",
            isItsOwnLine ? cost : new PooledCostIncurred(cost),
            isItsOwnLine ? cost.CostReference : cost.Pool,
            AccountingPeriod.Parse(cost.Period).Days.FirstDay,
            clock.GetUtcNow(),
            book.Councils(cost.Agreement)!.Both);
    }

    /// <summary>What was told before of these references, in order.</summary>
    private static async Task<Dictionary<(string, string), List<(CostIncurred Cost, string Sha256)>>> KnownAsync(
        RechargingDb db, IEnumerable<CostIncurred> costs, CancellationToken cancellationToken)
    {
        var firsts = costs.Select(cost => $"costs/{cost.Agreement}/{cost.CostReference}/1").Distinct().ToList();
        var told = await db.Facts.AsNoTracking().Where(fact => firsts.Contains(fact.SourceKey)).ToListAsync(cancellationToken);
        var subjects = told.Select(fact => fact.Subject).Distinct().ToList();
        var known = await db.Facts.AsNoTracking()
            .Where(fact => FindCosts.Kinds.Contains(fact.Kind) && subjects.Contains(fact.Subject))
            .OrderBy(fact => fact.Number)
            .ToListAsync(cancellationToken);
        return known.Select(fact => (Cost: FindCosts.CostOf(fact), fact.Sha256))
            .GroupBy(fact => (fact.Cost.Agreement, fact.Cost.CostReference))
            .ToDictionary(turns => turns.Key, turns => turns.ToList());
    }
}
