using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Settling;

/// <summary>Shows the caller's council how it stands on invoices from now on.</summary>
public static class ViewInvoicingDetails
{
    public static void MapViewInvoicingDetails(this IEndpointRouteBuilder details) =>
        details.MapGet("/", Handle).RequireOfficer("finance-officer", "s151-delegate", "auditor").WithName(nameof(ViewInvoicingDetails));

    private static async Task<Results<Ok<LoadInvoicingDetails.Answer>, NotFound>> Handle(
        RechargingDb db, Caller caller, CancellationToken cancellationToken)
    {
        var latest = await db.InvoicingDetails.AsNoTracking().Where(row => row.Council == caller.Council)
            .OrderByDescending(row => row.Version).FirstOrDefaultAsync(cancellationToken);
        return latest is null
            ? TypedResults.NotFound()
            : TypedResults.Ok(new LoadInvoicingDetails.Answer(latest.Council, latest.Version, latest.Party));
    }
}
