using Governance.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Engine.Facts;
using Recharging.Facts;
using Recharging.Files;
using ServiceDefaults;

namespace Recharging.Settling;

/// <summary>Loads under which of its orders a council buys, by agreement and service, from a day on. An empty number ends one.</summary>
public static class LoadPurchaseOrders
{
    private static readonly string[] Columns = ["effective_from", "agreement", "service", "purchase_order"];

    public static void MapLoadPurchaseOrders(this IEndpointRouteBuilder orders) =>
        orders.MapPost("/", Handle).AcceptsCsv().RequireOfficer("finance-officer").WithName(nameof(LoadPurchaseOrders));

    private static async Task<Results<Ok<UploadAnswer>, ProblemHttpResult>> Handle(
        HttpRequest request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var upload = await CsvUpload.ReadAsync(request, Columns, cancellationToken);
        if (upload.Fault is { } fault)
        {
            return Problems.Invalid("body", fault);
        }

        var agreements = new KnownFacts((await db.Facts.AsNoTracking().Where(fact => fact.Kind == nameof(AgreementInForce))
            .ToListAsync(cancellationToken)).Select(FactKinds.Read));
        var known = (await db.PurchaseOrders.AsNoTracking().ToListAsync(cancellationToken))
            .GroupBy(Key).ToDictionary(rows => rows.Key, rows => rows.MaxBy(row => row.Id)!.Number);
        var inThisFile = new HashSet<(string, string?, DateOnly)>();
        int taken = 0, unchanged = 0;
        foreach (var row in upload.Rows)
        {
            var order = Read(row, caller.Council, agreements);
            if (row.Fault is null && !inThisFile.Add(Key(order)))
            {
                row.Refuse("effective_from", "an earlier row of this file speaks of the same agreement, service and day");
            }

            if (row.Fault is not null)
            {
                continue;
            }

            if (known.TryGetValue(Key(order), out var latest) && latest == order.Number)
            {
                unchanged++;
                continue;
            }

            db.PurchaseOrders.Add(order);
            taken++;
        }

        db.Audit.Add(AuditEntry.Of(
            caller, clock, nameof(LoadPurchaseOrders), "purchase-orders", $"{taken} rows taken of {upload.Rows.Count}"));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new UploadAnswer(
            upload.Rows.Count, taken, unchanged, [.. upload.Rows.Select(row => row.Fault).OfType<RowNotTaken>()]));
    }

    private static PurchaseOrder Read(CsvRow row, string council, KnownFacts agreements)
    {
        var order = new PurchaseOrder
        {
            Council = council,
            EffectiveFrom = row.Day("effective_from"),
            AgreementReference = row.Text("agreement"),
            Service = row.TextOrNone("service"),
            Number = row.TextOrNone("purchase_order") is null ? null : row.Code("purchase_order"),
        };
        if (agreements.Agreement(order.AgreementReference) is null)
        {
            row.Refuse("agreement", $"must be an agreement of {council}");
        }

        return order;
    }

    private static (string, string?, DateOnly) Key(PurchaseOrder row) => (row.AgreementReference, row.Service, row.EffectiveFrom);
}
