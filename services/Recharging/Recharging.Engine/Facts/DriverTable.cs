using Values;

namespace Recharging.Engine.Facts;

/// <summary>Drivers as last told of. A month's own row counts before one that holds from a day on.</summary>
public sealed class DriverTable
{
    private readonly Dictionary<(string Agreement, string Driver, string? Pool), Measurements> drivers = [];

    public void Take(Known<DriverMeasured> row)
    {
        var key = (row.Body.Agreement, row.Body.Driver, row.Body.Pool);
        if (!drivers.TryGetValue(key, out var measurements))
        {
            drivers[key] = measurements = new Measurements();
        }

        measurements.Take(row);
    }

    /// <summary>A pool with measurements of its own takes no others.</summary>
    public Known<DriverMeasured>? Of(string agreement, string driver, string pool, string party, AccountingPeriod period) =>
        drivers.TryGetValue((agreement, driver, pool), out var own) ? own.Of(party, period)
        : drivers.TryGetValue((agreement, driver, null), out var general) ? general.Of(party, period)
        : null;

    private sealed class Measurements
    {
        private readonly Dictionary<(string Party, string Period), Known<DriverMeasured>> inMonths = [];
        private readonly Dictionary<string, List<Known<DriverMeasured>>> onDays = [];

        public void Take(Known<DriverMeasured> row)
        {
            if (row.Body.Period is { } period)
            {
                inMonths[(row.Body.Party, period)] = row;
                return;
            }

            if (!onDays.TryGetValue(row.Body.Party, out var days))
            {
                onDays[row.Body.Party] = days = [];
            }

            days.Add(row);
        }

        public Known<DriverMeasured>? Of(string party, AccountingPeriod period) =>
            inMonths.TryGetValue((party, period.ToString()), out var month) ? month
            : onDays.TryGetValue(party, out var days)
                ? KnownFacts.InForce(days, row => row.MeasuredOn!.Value, period.Days.LastDay!.Value)
                : null;
    }
}
