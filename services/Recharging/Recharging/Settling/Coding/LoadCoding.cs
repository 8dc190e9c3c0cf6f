using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Engine;
using Recharging.Files;
using Recharging.Ledgers;
using ServiceDefaults;

namespace Recharging.Settling;

/// <summary>Loads where a council books its charges, from a day on: component × service × direction → account, cost centre, VAT
/// code.</summary>
public static class LoadCoding
{
    private static readonly string[] Columns =
        ["effective_from", "component", "service", "direction", "account", "cost_centre", "vat_code"];

    private static readonly string[] ComponentWords =
    [
        Components.FixedCharge, Components.Salary, Components.NationalInsurance, Components.Pension,
        Components.PensionLumpSum, Components.Levy, Components.SupportDays, Components.CostPool,
        Components.Rounding, CodingWords.Control, CodingWords.Vat,
    ];

    public static void MapLoadCoding(this IEndpointRouteBuilder coding) =>
        coding.MapPost("/", Handle).AcceptsCsv().RequireOfficer("finance-officer").WithName(nameof(LoadCoding));

    private static async Task<Results<Ok<UploadAnswer>, ProblemHttpResult>> Handle(
        HttpRequest request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var upload = await CsvUpload.ReadAsync(request, Columns, cancellationToken);
        if (upload.Fault is { } fault)
        {
            return Problems.Invalid("body", fault);
        }

        var open = await OpenCodes.OfAsync(db, [caller.Council], cancellationToken);
        var known = (await db.CodingRows.AsNoTracking().ToListAsync(cancellationToken)).ToLookup(row => Key(row));
        var inThisFile = new HashSet<(DateOnly, string, string, string)>();
        int taken = 0, unchanged = 0;
        foreach (var row in upload.Rows)
        {
            var coding = Read(row, caller.Council, open);
            if (row.Fault is null && !inThisFile.Add(Key(coding)))
            {
                row.Refuse("effective_from", "an earlier row of this file codes the same component, service and direction from this day");
            }

            if (row.Fault is not null)
            {
                continue;
            }

            if (known[Key(coding)].MaxBy(earlier => earlier.Id) is { } latest && Value(latest) == Value(coding))
            {
                unchanged++;
                continue;
            }

            db.CodingRows.Add(coding);
            taken++;
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(LoadCoding), "coding", $"{taken} rows taken of {upload.Rows.Count}"));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new UploadAnswer(
            upload.Rows.Count, taken, unchanged, [.. upload.Rows.Select(row => row.Fault).OfType<RowNotTaken>()]));
    }

    private static CodingRow Read(CsvRow row, string council, OpenCodes open)
    {
        var coding = new CodingRow
        {
            Council = council,
            EffectiveFrom = row.Day("effective_from"),
            Component = row.OneOf("component", ComponentWords),
            Service = row.Text("service"),
            Direction = row.OneOf("direction", CodingWords.Receivable, CodingWords.Payable),
            Account = row.Text("account"),
            CostCentre = row.TextOrNone("cost_centre"),
            VatCode = row.TextOrNone("vat_code"),
        };
        if (open.ClosedAccount(council, coding.Account, coding.EffectiveFrom) is not null)
        {
            row.Refuse("account", "must be an account of the council's chart that is open on the first day");
        }

        if (open.ClosedCostCentre(council, coding.CostCentre, coding.EffectiveFrom) is not null)
        {
            row.Refuse("cost_centre", "must be a cost centre of the council that is open on the first day");
        }

        return coding;
    }

    private static (DateOnly, string, string, string) Key(CodingRow row) => (row.EffectiveFrom, row.Component, row.Service, row.Direction);

    private static (string, string?, string?) Value(CodingRow row) => (row.Account, row.CostCentre, row.VatCode);
}
