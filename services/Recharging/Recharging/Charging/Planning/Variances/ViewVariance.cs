using System.Text;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;
using Values;

namespace Recharging.Charging;

/// <summary>Compares an issued month with its budget, its forecast and the month before, as JSON or CSV.</summary>
public static class ViewVariance
{
    private const string Csv = "text/csv";

    public static void MapViewVariance(this IEndpointRouteBuilder variance) => variance.MapGet("/{period}", Handle)
        .Produces<string>(StatusCodes.Status200OK, Csv).Produces<VarianceView>().Produces(StatusCodes.Status404NotFound)
        .RequireOfficer(Readers.OfMoney).WithName(nameof(ViewVariance));

    /// <param name="period">For example <c>2023-24-P03</c>.</param>
    private static async Task<IResult> Handle(
        string period, HttpContext http, RechargingDb db, Caller caller, CancellationToken cancellationToken)
    {
        if (period is not { Length: 11 } || !AccountingPeriod.TryParse($"{period[..4]}/{period[5..]}", out var month)
            || month.IsClosingPeriod)
        {
            return Problems.Invalid("period", "A period is a month such as 2023-24-P01.");
        }

        var (councils, refusal) = await db.PartnersAsync(caller, cancellationToken);
        if (councils is null)
        {
            return refusal!.ToProblem();
        }

        if ((await db.IssuedRunsAsync(councils, cancellationToken)).Find(run => run.Period == month) is not { } issued)
        {
            return TypedResults.NotFound();
        }

        var variance = await db.VarianceAsync(issued, [], caller.Council, cancellationToken);
        http.Response.Headers.Vary = "Accept";
        return http.Request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals(Csv, StringComparison.OrdinalIgnoreCase))
            ? TypedResults.Text(VarianceCsv.Write(variance), Csv, Encoding.UTF8)
            : TypedResults.Ok(variance);
    }
}
