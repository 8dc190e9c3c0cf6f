using System.Globalization;
using Recharging.Ledgers;
using Recharging.Matching;
using Recharging.Matching.Differences;
using Values;

namespace Recharging.Tests.Reconciliation;

public sealed class ConservationTests
{
    // Whatever the ledgers hold: the items and the alarms of what has no reason account for the whole difference, and no line twice.
    [Fact]
    public void AnyTwoLedgers_AddUpToTheDifferenceOfTheirBalances()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var lines = Spoil(new Random(seed));

            var (record, used) = Reconcile.Of(April.Of(lines));

            var withoutReason = record.Alarms.Where(alarm => alarm.Kind is "noReason").Sum(alarm => alarm.AmountGbp ?? 0)
                + Ambiguous(record, lines);
            record.UnexplainedGbp.ShouldBe(withoutReason, $"seed {seed}");
            record.Alarms.ShouldNotContain(alarm => alarm.Kind == "balance", $"seed {seed}");
            used.Select(match => match.Line.Key).ShouldBeUnique($"seed {seed}");
        }
    }

    // An ambiguous statement line keeps out of the items whatever was found of it in the other ledger.
    private static decimal Ambiguous(ReconciliationRecord record, IReadOnlyList<ControlLine> lines)
    {
        var found = record.Matches.Where(match => match.State == "ambiguous").SelectMany(match => match.Lines)
            .Where(line => line.Period == "2023/24-P01").Sum(line => line.AmountGbp);
        return found + record.Alarms.Where(alarm => alarm.Kind == "ambiguous").Sum(alarm => alarm.AmountGbp ?? 0);
    }

    private static List<ControlLine> Spoil(Random random)
    {
        var lines = April.Lines().ToList();
        for (var times = random.Next(8); times > 0; times--)
        {
            var at = random.Next(lines.Count);
            var line = lines[at];
            switch (random.Next(7))
            {
                case 0: lines.RemoveAt(at); break;
                case 1: lines[at] = line with { Amount = new Money(line.Amount.Pence + random.Next(-3, 4)) }; break;
                case 2: lines[at] = line with { ExternalLineId = null }; break;
                case 3: lines[at] = line with { Period = line.Period.Next }; break;
                case 4: lines[at] = line with { Amount = -line.Amount }; break;
                case 5:
                    lines[at] = line with { ExternalLineId = string.Create(CultureInfo.InvariantCulture, $"ST2324P01-0{random.Next(1, 14):00}") };
                    break;
                default:
                    lines.Add(line with { Key = line.Key with { DocRef = $"COPY-{times}", LineNo = at + 1 } });
                    break;
            }
        }

        return lines;
    }
}
