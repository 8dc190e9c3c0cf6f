using System.Globalization;
using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Engine.Lines;
using Secondments.Contracts;
using Values;

namespace Recharging.Tests.Engine;

/// <summary>What is learned late may come in any order, with statements issued at any moment between: the sums are always the same.</summary>
public sealed class AnyOrderTests
{
    private static readonly AccountingPeriod April = Given.Period("2023/24-P01");
    private static readonly AccountingPeriod June = Given.Period("2023/24-P03");

    [Theory]
    [InlineData("per-line")]
    [InlineData("carry")]
    public void RandomEvents_InAnyOrder_WithAnyStatementsBetween_ConvergeToTheSamePositions(string rounding)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("PROPERTY_SEED"), out var given) ? given : Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"Again with PROPERTY_SEED={seed.ToString(CultureInfo.InvariantCulture)}");
        var random = new Random(seed);
        for (var set = 0; set < Long.Of(500, 15); set++)
        {
            var events = Events(random);
            var fresh = Positions(AsPosted.Of(Draft.Lines(Calculate(Known(rounding).Learn(events)), [], June), June));
            for (var order = 0; order < Long.Of(50, 5); order++)
            {
                random.Shuffle(events);
                Positions(Play(events, rounding, random)).ShouldBe(fresh, $"PROPERTY_SEED={seed}, set {set}, order {order}");
            }
        }
    }

    private static List<StatementLine> Play(object[] events, string rounding, Random random)
    {
        var facts = Known(rounding);
        var posted = new List<StatementLine>();
        var billing = June;
        foreach (var told in events.Append(null))
        {
            if (told is null || random.Next(2) == 0)
            {
                posted.AddRange(AsPosted.Of(Draft.Lines(Calculate(facts), posted, billing), billing));
                billing = billing.Next;
            }

            if (told is not null)
            {
                facts.Learn(told);
            }
        }

        posted.AddRange(AsPosted.Of(Draft.Lines(Calculate(facts), posted, billing), billing));
        return posted;
    }

    // The carry is one position for ever; every other has its service period. What came to nothing is nothing.
    private static List<string> Positions(IEnumerable<StatementLine> posted) =>
    [
        .. posted.SelectMany(line => line.Components.Select(part => (
                Key: $"{line.Payee}-{line.Payer} {line.Subject} "
                    + $"{(line.SubjectKind == SubjectKinds.Rounding ? "" : line.ServicePeriod.ToString())} {part.Component}",
                part.AmountGbp)))
            .GroupBy(part => part.Key, StringComparer.Ordinal)
            .Select(parts => (parts.Key, Sum: parts.Sum(part => part.AmountGbp)))
            .Where(position => position.Sum != 0)
            .Select(position => string.Create(CultureInfo.InvariantCulture, $"{position.Key} {position.Sum:0.00}"))
            .Order(StringComparer.Ordinal),
    ];

    private static Calculation Calculate(FactBook facts) => RechargeEngine.Calculate(facts.Known, Given.Councils, April, June);

    private static FactBook Known(string rounding) => new FactBook()
        .Learn(Given.AnAgreement(lastDay: null), Given.AFixedCharge(),
            Given.AClause("C3", "secondment", "2018-07-01", ("rounding", rounding), ("levyPercent", "rate"), ("vatTreatment", "O")))
        .Learn(Given.TheOnCostRates()).Learn(Given.TheSecondees());

    // At most one event of a kind for a day, so that each set has one meaning in whatever order it is learned.
    private static object[] Events(Random random)
    {
        var days = Enumerable.Range(0, 100).Select(at => Given.Day("2023-03-20").AddDays(at)).ToArray();
        random.Shuffle(days);
        string Day(int at) => days[at].ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        object[] all =
        [
            Share("SEC-2022-0001", days[0], random), Share("SEC-2022-0001", days[1], random), Share("SEC-2022-0005", days[2], random),
            Given.APayFact("HCC-0001", 36, random.Next(1, 100) / 100m, Day(3)), Given.APayFact("HCC-0001", 34, 1m, Day(4)),
            Given.APoint(38, random.Next(2_000_000, 6_000_000) / 100m, Day(5)), Given.APoint(36, 45000.55m, Day(6)),
            new PensionRate("HCC", "LGPS", days[7], random.Next(0, 3000) / 100m, RateStatus.Agreed, null, "Made up"),
            new NationalInsuranceRate(days[8], 15m, 5000m, RateStatus.Agreed, null, "Made up"),
            new SecondmentEnded
            {
                SecondmentReference = "SEC-2023-0003", LastDay = days[9], Reason = "Agreed.", OccurredAt = Given.Told,
            },
            new EmploymentEnded { EmploymentReference = "IWC-0005", LastDay = days[10], OccurredAt = Given.Told },
            Given.AFixedCharge(annual: $"{random.Next(0, 2_000_000)}.00", from: Day(11)) with { Version = 2 },
        ];
        random.Shuffle(all);
        return all[..random.Next(2, 8)];
    }

    private static SecondmentVaried Share(string secondment, DateOnly from, Random random) => new()
    {
        SecondmentReference = secondment, EffectiveFrom = from, HostSharePercent = random.Next(1, 1_000_000) / 10_000m,
        Reason = "Agreed.", OccurredAt = Given.Told,
    };
}
