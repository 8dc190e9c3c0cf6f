using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Engine.Facts;
using ServiceDefaults;

namespace Recharging.Facts;

/// <summary>Shows the drivers that count under an agreement as known today, each with its fact number.</summary>
public static class FindDrivers
{
    public sealed record Row(long FactNumber, string Driver, string? Pool, string Party, string? Period, DateOnly? MeasuredOn,
        decimal Quantity, string Council, string Source);

    public static void MapFindDrivers(this IEndpointRouteBuilder drivers) =>
        drivers.MapGet("/", Handle).RequireOfficer(Readers.OfMoney).WithName(nameof(FindDrivers));

    private static async Task<Ok<List<Row>>> Handle(
        string agreement, RechargingDb db, CancellationToken cancellationToken, string? driver = null)
    {
        var facts = await db.Facts.AsNoTracking().Where(fact => fact.Kind == nameof(DriverMeasured)).OrderBy(fact => fact.Number)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(facts
            .Select(fact => (fact.Number, Row: (DriverMeasured)FactKinds.Read(fact).Body))
            .Where(fact => fact.Row.Agreement == agreement && (driver is null || fact.Row.Driver == driver))
            .GroupBy(fact => DriverFacts.KeyOf(fact.Row), StringComparer.Ordinal)
            .OrderBy(turns => turns.Key, StringComparer.Ordinal)
            .Select(turns => turns.Last())
            .Select(fact => new Row(fact.Number, fact.Row.Driver, fact.Row.Pool, fact.Row.Party, fact.Row.Period, fact.Row.MeasuredOn,
                fact.Row.Quantity, fact.Row.Council, fact.Row.Source))
            .ToList());
    }
}
