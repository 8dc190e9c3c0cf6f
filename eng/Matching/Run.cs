using Recharging.Matching;
using Recharging.Matching.Differences;
using Values;

namespace MatchFiles;

/// <summary>Matches the three files with the engine of the month end, writes what it found and says what it comes to.</summary>
public static class Run
{
    private const string Hcc = "HCC";
    private const string Iwc = "IWC";
    private static readonly MatchingTerms Terms = new(Money.Pounds(0.01m), WindowDays: 31);

    public static async Task<string> OfAsync(Arguments arguments)
    {
        var charges = await StatementFile.ReadAsync(arguments.Statement);
        var (hcc, iwc) = await LedgersAsync(arguments, charges);
        var statement = Sides.Of(charges, hcc, iwc, arguments);
        var byReference = charges.ToDictionary(charge => charge.Reference, StringComparer.Ordinal);
        var bookings = new[] { hcc, iwc }.ToDictionary(ledger => ledger.Council, ledger => new Bookings(ledger, byReference), StringComparer.Ordinal);
        var lines = new[] { hcc, iwc }.SelectMany(ledger => ledger.Lines.Select(line => line.Line with { Coding = bookings[ledger.Council].Booked(line) }));
        var results = Parts(statement, [.. lines], bookings).Select(part => (part, found: Reconcile.Of(part))).ToList();
        var file = new ResultFile(charges);
        foreach (var (part, found) in results)
        {
            file.Add(part, found.Record, found.Used);
        }

        file.Write(arguments.Out);
        return Summary.Of(results.ConvertAll(result => result.found.Record), file, arguments.Out);
    }

    private static async Task<(Ledger Hcc, Ledger Iwc)> LedgersAsync(Arguments arguments, IReadOnlyList<StatementCharge> charges)
    {
        var (hcc, iwc) = (await Rows.ReadAsync(arguments.Hcc), await Rows.ReadAsync(arguments.Iwc));
        var named = charges.SelectMany(charge => new[] { charge.Payee, charge.Payer }).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return (
            Ledger.Read(Hcc, hcc, Partners.Of(hcc, Iwc, arguments.IwcCodes, "--iwc-codes", iwc, named), Sides.Expected(charges, Hcc, hcc)),
            Ledger.Read(Iwc, iwc, Partners.Of(iwc, Hcc, arguments.HccCodes, "--hcc-codes", hcc, named), Sides.Expected(charges, Iwc, iwc)));
    }

    // A statement of several periods is matched period by period: a line goes where the charge that it quotes is, or to its own period.
    private static IEnumerable<ToReconcile> Parts(
        IReadOnlyList<Sides> statement, IReadOnlyList<ControlLine> lines, IReadOnlyDictionary<string, Bookings> bookings)
    {
        var others = OtherCharges.Of(statement, lines);
        var periods = statement.Select(side => side.Charge.Period).Distinct().Order().ToList();
        var of = statement.ToDictionary(side => side.Charge.Reference, side => side.Charge.Period, StringComparer.Ordinal);
        var byPeriod = lines.ToLookup(line => line.ExternalLineId is { } quoted && of.TryGetValue(quoted, out var period) ? period
            : periods.Contains(line.Period) ? line.Period : periods[^1]);
        return periods.Select(period => Part(period, [.. statement.Where(side => side.Charge.Period == period)], [.. byPeriod[period]], bookings) with
        {
            Others = others
        });
    }

    private static ToReconcile Part(
        AccountingPeriod period, IReadOnlyList<Sides> statement, IReadOnlyList<ControlLine> lines, IReadOnlyDictionary<string, Bookings> bookings) => new()
        {
            StatementNumber = statement[0].Charge.DocRef,
            Period = period,
            Councils = [Hcc, Iwc],
            Statement = [.. statement.Select(side => side.Line(bookings))],
            Lines = lines,
            Balances =
            [
                .. lines.Where(line => line.Period == period).GroupBy(line => (line.Key.Council, line.Account)).Select(account => new SentBalance(
                    account.Key.Council,
                    account.Key.Account,
                    account.Where(line => line.IsOpening).Sum(line => line.Amount),
                    account.Sum(line => line.Amount),
                    ClosingBefore: null))
            ],
            Terms = Terms,
            OutOfScope = 0
        };
}
