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
        rates.MapPost("/{table}", Handle).Accepts<string>("text/csv").RequireOfficer("finance-officer").WithName(nameof(LoadRates));

    private static async Task<Results<Ok<UploadAnswer>, NotFound, ProblemHttpResult>> Handle(
        string table, HttpRequest request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (RateFile.Of(table) is not { } file)
        {
            return TypedResults.NotFound();
        }

        var upload = await CsvUpload.ReadAsync(request, file.Columns, cancellationToken);
        if (upload.Fault is { } fault)
        {
            return Problems.Invalid("body", fault);
        }

        var known = await db.Facts.AsNoTracking().Where(fact => fact.Kind == file.Kind).OrderBy(fact => fact.Number)
            .ToListAsync(cancellationToken);
        var latest = known.GroupBy(fact => (fact.Subject, fact.EffectiveFrom)).ToDictionary(rows => rows.Key, rows => rows.Last().Sha256);
        var seen = new HashSet<(string, DateOnly)>();
        int taken = 0, unchanged = 0;
        foreach (var row in upload.Rows)
        {
            var (subject, day, rate) = file.Read(row, caller.Council, clock.Today());
            if (row.Fault is null && !seen.Add((subject, day)))
            {
                row.Refuse("effective_from", $"two rows of this file speak of {subject} on {day:yyyy-MM-dd}");
            }

            if (row.Fault is not null)
            {
                continue;
            }

            var fact = FactKinds.New("", rate, subject, day, clock.GetUtcNow());
            if (latest.GetValueOrDefault((subject, day)) == fact.Sha256)
            {
                unchanged++;
                continue;
            }

            var turn = known.Count(earlier => earlier.Subject == subject && earlier.EffectiveFrom == day) + 1;
            db.Facts.Add(FactKinds.New($"rates/{table}/{subject}/{day:yyyy-MM-dd}/{turn}", rate, subject, day, clock.GetUtcNow()));
            taken++;
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(LoadRates), table, $"{taken} rows taken of {upload.Rows.Count}"));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new UploadAnswer(
            upload.Rows.Count, taken, unchanged, [.. upload.Rows.Select(row => row.Fault).OfType<RowNotTaken>()]));
    }
}
