using System.Text;
using ServiceDefaults.Files;
using Shouldly;
using Values;
using Xunit;

namespace ServiceDefaults.Tests.Files;

/// <summary>A table that leaves the system: each kind of cell in one way, and no text that a spreadsheet would work out.</summary>
public sealed class CsvTableTests
{
    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1+1")]
    [InlineData("\r=1+1")]
    [InlineData("\0=1+1")]
    [InlineData(" =1+1")]
    [InlineData("＝1+1")]
    [InlineData("＋1")]
    [InlineData("－1")]
    [InlineData("＠SUM(A1)")]
    public void Text_ThatASpreadsheetWouldWorkOut_GetsAnApostrophe(string words) =>
        CsvTable.ForOfficers(["words"], [[words]]).Split("\r\n", 2)[1].TrimStart('"').ShouldStartWith("'");

    [Fact]
    public void Cells_AreWrittenByTheirKind() => CsvTable.ForOfficers(
            ["nothing", "text", "amount", "money", "share", "number", "day", "instant", "yes"],
            [[null, "a, \"b\"", -12.5m, new Money(-1205), 0.12345m, -7, new DateOnly(2024, 2, 29),
                new DateTimeOffset(2023, 4, 30, 9, 8, 7, TimeSpan.Zero), true]])
        .ShouldBe("nothing,text,amount,money,share,number,day,instant,yes\r\n"
            + ",\"a, \"\"b\"\"\",-12.50,-12.05,0.12345,-7,2024-02-29,2023-04-30T09:08:07+00:00,yes\r\n");

    [Fact]
    public void ProgramsGetEachTextToTheLetter() =>
        CsvTable.ForPrograms(["text"], [["=1+1"], ["-5"]]).ShouldBe("text\r\n=1+1\r\n-5\r\n");

    [Fact]
    public async Task RowsAreWrittenAsTheyAreRead_WithTheSameCells()
    {
        using var to = new MemoryStream();
        await CsvTable.WriteForOfficersAsync(to, ["words"], Rows(), TestContext.Current.CancellationToken);
        Encoding.UTF8.GetString(to.ToArray()).ShouldBe("words\r\n'=é\r\n1.00\r\n");

        static async IAsyncEnumerable<IReadOnlyList<object?>> Rows()
        {
            yield return ["=é"];
            await Task.Yield();
            yield return [1m];
        }
    }
}
