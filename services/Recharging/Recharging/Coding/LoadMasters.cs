using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Uploads;
using ServiceDefaults;
using Values;

namespace Recharging.Coding;

/// <summary>Takes a council's accounts, cost centres or periods from its ERP: what comes is the latest word on each, the rest
/// stays.</summary>
public static class LoadMasters
{
    public static void MapLoadMasters(this IEndpointRouteBuilder masters) =>
        masters.MapPost("/{table}", Handle).Accepts<string>("text/csv").RequireScope("masters:write").WithName(nameof(LoadMasters));

    private static async Task<Results<Ok<UploadAnswer>, NotFound, ProblemHttpResult>> Handle(
        string table, HttpRequest request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        string[]? columns = table switch
        {
            "accounts" => ["account", "name", "kind", "state"],
            "cost-centres" => ["cost_centre", "name", "state"],
            "periods" => ["period", "state"],
            _ => null,
        };
        if (columns is null)
        {
            return TypedResults.NotFound();
        }

        var upload = await CsvUpload.ReadAsync(request, columns, cancellationToken);
        if (upload.Fault is { } fault)
        {
            return Problems.Invalid("body", fault);
        }

        var taken = table switch
        {
            "accounts" => await TakeAccountsAsync(upload, db, caller.Council, cancellationToken),
            "cost-centres" => await TakeCostCentresAsync(upload, db, caller.Council, cancellationToken),
            _ => await TakePeriodsAsync(upload, db, caller.Council, cancellationToken),
        };
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(LoadMasters), table, $"{taken} rows taken of {upload.Rows.Count}"));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new UploadAnswer(
            upload.Rows.Count, taken, 0, [.. upload.Rows.Select(row => row.Fault).OfType<RowNotTaken>()]));
    }

    private static async Task<int> TakeAccountsAsync(CsvUpload upload, RechargingDb db, string council, CancellationToken cancellationToken)
    {
        var known = await db.Accounts.ToDictionaryAsync(account => account.Code, StringComparer.Ordinal, cancellationToken);
        var taken = 0;
        foreach (var row in upload.Rows)
        {
            var (code, name) = (row.Text("account"), row.Text("name"));
            var (kind, isOpen) = (row.OneOf("kind", "control", "income", "cost", "vat", "other"), IsOpen(row));
            if (row.Fault is not null)
            {
                continue;
            }

            if (!known.TryGetValue(code, out var account))
            {
                known[code] = account = new Account { Council = council, Code = code, Name = name, Kind = kind, IsOpen = isOpen };
                db.Accounts.Add(account);
            }

            (account.Name, account.Kind, account.IsOpen) = (name, kind, isOpen);
            taken++;
        }

        return taken;
    }

    private static async Task<int> TakeCostCentresAsync(CsvUpload upload, RechargingDb db, string council,
        CancellationToken cancellationToken)
    {
        var known = await db.CostCentres.ToDictionaryAsync(centre => centre.Code, StringComparer.Ordinal, cancellationToken);
        var taken = 0;
        foreach (var row in upload.Rows)
        {
            var (code, name, isOpen) = (row.Text("cost_centre"), row.Text("name"), IsOpen(row));
            if (row.Fault is not null)
            {
                continue;
            }

            if (!known.TryGetValue(code, out var centre))
            {
                known[code] = centre = new CostCentre { Council = council, Code = code, Name = name, IsOpen = isOpen };
                db.CostCentres.Add(centre);
            }

            (centre.Name, centre.IsOpen) = (name, isOpen);
            taken++;
        }

        return taken;
    }

    private static async Task<int> TakePeriodsAsync(CsvUpload upload, RechargingDb db, string council, CancellationToken cancellationToken)
    {
        var known = await db.LedgerPeriods.ToDictionaryAsync(period => period.Period, cancellationToken);
        var taken = 0;
        foreach (var row in upload.Rows)
        {
            var isOpen = IsOpen(row);
            if (!AccountingPeriod.TryParse(row.Text("period"), out var name))
            {
                row.Refuse("period", "must be a period such as 2023/24-P01");
            }

            if (row.Fault is not null)
            {
                continue;
            }

            if (!known.TryGetValue(name, out var period))
            {
                known[name] = period = new LedgerPeriod { Council = council, Period = name, IsOpen = isOpen };
                db.LedgerPeriods.Add(period);
            }

            period.IsOpen = isOpen;
            taken++;
        }

        return taken;
    }

    private static bool IsOpen(CsvRow row) => row.OneOf("state", "open", "closed") == "open";
}
