using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Facts;
using Recharging.Uploads;
using ServiceDefaults;

namespace Recharging.Rates;

/// <summary>Loads a table of rates from a file that an officer can read. A correction is a later row; nothing is overwritten.</summary>
public static class LoadRates
{
    public static void MapLoadRates(this IEndpointRouteBuilder rates) =>
        rates.MapPost("/{table}", Handle).AcceptsCsv().RequireOfficer("finance-officer").WithName(nameof(LoadRates));

    private static async Task<Results<Ok<UploadAnswer>, NotFound, ProblemHttpResult>> Handle(
        string table, HttpRequest request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
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

        var known = (await db.Facts.AsNoTracking().Where(fact => fact.Kind == file.Kind).OrderBy(fact => fact.Number)
            .ToListAsync(cancellationToken)).ToLookup(fact => (fact.Subject, fact.EffectiveFrom));
        var seen = new HashSet<(string, DateOnly)>();
        int taken = 0, unchanged = 0;
        foreach (var row in upload.Rows)
        {
            var rate = file.Read(row, caller.Council, clock.Today());
            var earlier = known[(rate.Subject, rate.Day)].ToList();
            if (row.Fault is null)
            {
                CheckAgainst(row, rate, earlier, seen);
            }

            if (row.Fault is not null)
            {
                continue;
            }

            var fact = FactKinds.New($"rates/{table}/{rate.Subject}/{rate.Day:yyyy-MM-dd}/{earlier.Count + 1}", rate.Rate, rate.Subject,
                rate.Day, clock.GetUtcNow());
            if (earlier.LastOrDefault()?.Sha256 == fact.Sha256)
            {
                unchanged++;
                continue;
            }

            db.Facts.Add(fact);
            taken++;
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(LoadRates), table, $"{taken} rows taken of {upload.Rows.Count}"));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new UploadAnswer(
            upload.Rows.Count, taken, unchanged, [.. upload.Rows.Select(row => row.Fault).OfType<RowNotTaken>()]));
    }

    private static void CheckAgainst(CsvRow row, RateRow rate, IReadOnlyList<Fact> earlier, HashSet<(string, DateOnly)> seen)
    {
        if (!seen.Add((rate.Subject, rate.Day)))
        {
            row.Refuse("effective_from", $"two rows of this file speak of {rate.Subject} on {rate.Day:yyyy-MM-dd}");
        }
        else if (rate.Status < RateStatus.Agreed && earlier.Any(fact => StatusOf(fact) == RateStatus.Agreed))
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
