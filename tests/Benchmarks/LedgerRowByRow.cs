using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Orchestration;
using Recharging;
using Recharging.Ledgers;
using Values;

namespace Benchmarks;

/// <summary>B9: the import beside an ORM that takes each line in by itself, as small ERPs do: read, check, insert, commit.</summary>
public static class LedgerRowByRow
{
    private const int Rows = 2_000;

    public static async Task<Result> MeasureAsync(PlatformApp system, double linesPerSecond)
    {
        var options = new DbContextOptionsBuilder<RechargingDb>().UseNpgsql(system.Database("recharging")).Options;
        var watch = Stopwatch.StartNew();
        for (var row = 1; row <= Rows; row++)
        {
            await using var db = new RechargingDb(options);
            db.Add(Line(row));
            await db.SaveChangesAsync();
        }

        var peer = Rows / watch.Elapsed.TotalSeconds;
        return new Result(
            "B9",
            "ledger lines in one streamed request, beside an ORM that inserts and commits row by row",
            linesPerSecond,
            peer,
            "lines/s",
            linesPerSecond / peer,
            50,
            linesPerSecond / peer >= 50,
            [new Pair(linesPerSecond, peer)]);
    }

    private static LedgerLine Line(int row) => new()
    {
        Council = "HCC",
        BatchId = "ROWS",
        SourceSystem = Benchmarks.LedgerFile.SourceSystem,
        Entity = "1000",
        DocType = "SA",
        DocRef = $"ROW-{row:0000000}",
        LineNo = 1,
        DocDate = new DateOnly(2023, 4, 12),
        PostingDate = new DateOnly(2023, 4, 12),
        Period = AccountingPeriod.Parse("2023/24-P01"),
        Account = "51000",
        CostCentre = "CC0001",
        Debit = new Money(row),
        Credit = Money.Zero,
        Currency = "GBP",
        VatCode = "S0",
        VatAmount = Money.Zero,
        Text = "Invoice for supplies",
        ExternalLineId = $"ROW{row:0000000}"
    };
}
