using Microsoft.AspNetCore.Http.HttpResults;
using Recharging.Engine.Facts;
using Recharging.Files;
using Recharging.Officers;
using ServiceDefaults;

namespace Recharging.Facts;

/// <summary>
/// Loads a table of rates from a file that an officer can read. A correction is a later row; nothing is overwritten. Agreed rates that price
/// what both councils charge wait for the other council's word.
/// </summary>
public static class LoadRates
{
    /// <param name="Rows">Of the file.</param>
    /// <param name="Taken">Became facts: offers and budgets, which nobody is charged, and a council's own pension rates.</param>
    /// <param name="Unchanged">Known already as they stand.</param>
    /// <param name="NotTaken">Left out, each with its reason.</param>
    /// <param name="Waits">The agreed rows, which take effect when the other council confirms them; null when there are none.</param>
    public sealed record Answer(int Rows, int Taken, int Unchanged, IReadOnlyList<RowNotTaken> NotTaken, RateLoadView? Waits);

    public static void MapLoadRates(this IEndpointRouteBuilder rates) =>
        rates.MapPost("/{table}", Handle).AcceptsCsv().RequireOfficer("finance-officer").WithName(nameof(LoadRates));

    private static async Task<Results<Ok<Answer>, NotFound, ProblemHttpResult>> Handle(
        string table, HttpRequest request, RechargingDb db, Caller caller, BusinessClock clock, CouncilsThatSignIn councils,
        CancellationToken cancellationToken)
    {
        if (RateFile.Of(table) is not { } file)
        {
            return TypedResults.NotFound();
        }

        var upload = await CsvUpload.ReadAsync(request, file.Columns, cancellationToken, file.Optional);
        if (upload.Fault is { } fault)
        {
            return Problems.Invalid("body", fault);
        }

        var known = await RateFacts.OfAsync(db, table, file.Kind, cancellationToken);
        var seen = new HashSet<(string, DateOnly)>();
        var waiting = new List<WaitingRate>();
        int taken = 0, unchanged = 0;
        foreach (var row in upload.Rows)
        {
            var rate = file.Read(row, caller.Council, clock.Today());
            if (row.Fault is null)
            {
                CheckAgainst(row, rate, known, seen);
            }

            if (row.Fault is not null)
            {
                continue;
            }

            if (known.Next(rate.Subject, rate.Day, rate.Rate, clock.GetUtcNow()) is not { } fact)
            {
                unchanged++;
            }
            else if (file.IsShared && rate.Status is RateStatus.Agreed)
            {
                waiting.Add(new WaitingRate(fact.Kind, fact.Subject, fact.EffectiveFrom, fact.Body));
            }
            else
            {
                db.Facts.Add(fact);
                taken++;
            }
        }

        var load = waiting.Count == 0 ? null : Wait(db, table, [.. waiting], caller, clock, councils);
        if (!file.IsShared && taken > 0)
        {
            db.Notices.AddRange(councils.OtherThan(caller.Council).Select(council => Notice.To(council, NoticeKinds.FigureTold, $"rates/{table}",
                $"{caller.Name} of {caller.Council} loaded {taken} rates of its own ({table}): what it charges as an employer follows them.",
                clock.GetUtcNow())));
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(LoadRates), table,
            $"{taken} rows taken of {upload.Rows.Count}, {waiting.Count} wait for the other council"));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new Answer(upload.Rows.Count, taken, unchanged,
            [.. upload.Rows.Select(row => row.Fault).OfType<RowNotTaken>()], load is null ? null : RateLoadView.Of(load, known)));
    }

    private static RateLoad Wait(
        RechargingDb db, string table, WaitingRate[] rows, Caller caller, BusinessClock clock, CouncilsThatSignIn councils)
    {
        var load = new RateLoad
        {
            Table = table,
            Council = caller.Council,
            LoadedBy = caller.Subject,
            LoadedByName = caller.Name,
            LoadedAt = clock.GetUtcNow(),
            Rows = rows,
        };
        db.RateLoads.Add(load);
        db.Notices.AddRange(councils.OtherThan(caller.Council).Select(council => Notice.To(council, NoticeKinds.RatesWait, load.Id.ToString(),
            $"{caller.Name} of {caller.Council} loaded {rows.Length} agreed rates ({table}): confirm or reject them. Nothing is charged by "
            + "them before.", clock.GetUtcNow())));
        return load;
    }

    private static void CheckAgainst(CsvRow row, RateRow rate, RateFacts known, HashSet<(string, DateOnly)> seen)
    {
        if (!seen.Add((rate.Subject, rate.Day)))
        {
            row.Refuse("effective_from", $"two rows of this file speak of {rate.Subject} on {rate.Day:yyyy-MM-dd}");
        }
        else if (rate.Status < RateStatus.Agreed && known.Turns(rate.Subject, rate.Day).Any(fact => StatusOf(fact) == RateStatus.Agreed))
        {
            row.Refuse("status", $"{rate.Subject} from {rate.Day:yyyy-MM-dd} is agreed already: correct it by another agreed row");
        }
    }

    private static RateStatus StatusOf(Fact fact) => FactKinds.Read(fact).Body switch
    {
        SpineRate rate => rate.Status,
        NationalInsuranceRate rate => rate.Status,
        PensionRate rate => rate.Status,
        LevyRate rate => rate.Status,
        var other => throw new InvalidOperationException($"{other.GetType().Name} is no rate."),
    };
}
