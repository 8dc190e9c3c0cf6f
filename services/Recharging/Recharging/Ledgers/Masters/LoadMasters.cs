using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Files;
using ServiceDefaults;
using Values;

namespace Recharging.Ledgers;

/// <summary>Takes a council's accounts, cost centres, periods or types of document from its ERP: what comes is the latest word on
/// each, the rest stays.</summary>
public static class LoadMasters
{
    public static void MapLoadMasters(this IEndpointRouteBuilder masters) =>
        masters.MapPost("/{table}", Handle).AcceptsCsv().RequireScope("masters:write").WithName(nameof(LoadMasters));

    private static async Task<Results<Ok<UploadAnswer>, NotFound, ProblemHttpResult>> Handle(
        string table, HttpRequest request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        string[]? columns = table switch
        {
            "accounts" => ["account", "name", "kind", "state"],
            "cost-centres" => ["cost_centre", "name", "state"],
            "periods" => ["period", "state"],
            "document-types" => ["doc_type", "name", "reversal"],
            _ => null,
        };
        if (columns is null)
        {
            return TypedResults.NotFound();
        }

        var upload = await CsvUpload.ReadAsync(
            request, columns, cancellationToken, optional: table is "accounts" or "cost-centres" ? ["first_day", "last_day"] : null);
        if (upload.Fault is { } fault)
        {
            return Problems.Invalid("body", fault);
        }

        var taken = table switch
        {
            "accounts" => await TakeAccountsAsync(upload, db, caller.Council, cancellationToken),
            "cost-centres" => await TakeCostCentresAsync(upload, db, caller.Council, cancellationToken),
            "document-types" => await TakeDocumentTypesAsync(upload, db, caller.Council, cancellationToken),
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
            var (first, last) = Days(row);
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
            (account.FirstDay, account.LastDay) = (first, last);
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
            var (first, last) = Days(row);
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
            (centre.FirstDay, centre.LastDay) = (first, last);
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

    private static async Task<int> TakeDocumentTypesAsync(
        CsvUpload upload, RechargingDb db, string council, CancellationToken cancellationToken)
    {
        var known = await db.DocumentTypes.ToDictionaryAsync(type => type.Code, StringComparer.Ordinal, cancellationToken);
        var taken = 0;
        foreach (var row in upload.Rows)
        {
            var (code, name, isReversal) = (row.Text("doc_type"), row.Text("name"), row.OneOf("reversal", "yes", "no") == "yes");
            if (row.Fault is not null)
            {
                continue;
            }

            if (!known.TryGetValue(code, out var type))
            {
                known[code] = type = new DocumentType { Council = council, Code = code, Name = name, IsReversal = isReversal };
                db.DocumentTypes.Add(type);
            }

            (type.Name, type.IsReversal) = (name, isReversal);
            taken++;
        }

        return taken;
    }

    private static (DateOnly? First, DateOnly? Last) Days(CsvRow row)
    {
        var (first, last) = (row.DayOrNone("first_day"), row.DayOrNone("last_day"));
        if (last < first)
        {
            row.Refuse("last_day", "must not be before the first day");
        }

        return (first, last);
    }

    private static bool IsOpen(CsvRow row) => row.OneOf("state", "open", "closed") == "open";
}
