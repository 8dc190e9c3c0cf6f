using System.Globalization;
using System.Text;
using CsvHelper;
using Recharging.Ledgers;

namespace Recharging.Tests.Ledgers;

/// <summary>Files as the ERPs make them, read by the mappings; what is expected stands in Samples/expected.csv.</summary>
public sealed class FormatTests
{
    private static readonly string Samples = Path.Combine(AppContext.BaseDirectory, "Ledgers", "Samples");

    [Theory]
    [InlineData("sap.txt", "sap", "windows-1252")]
    [InlineData("oracle.csv", "oracle", "utf-8")]
    [InlineData("d365.csv", "d365", "utf-8")]
    [InlineData("unit4.txt", "unit4", "windows-1252")]
    public async Task AFileAsTheErpMakesIt_IsRecognisedAndRead(string sample, string format, string encoding)
    {
        var file = await File.ReadAllBytesAsync(Path.Combine(Samples, sample), TestContext.Current.CancellationToken);

        foreach (var piece in new[] { 1, 7, 4096 })
        {
            var staged = await StagedCopy.ReadAsync(file, piece: piece);

            staged.Refusal.ShouldBeNull();
            staged.Faults.ShouldBeEmpty();
            var part = staged.File.Parts.ShouldHaveSingleItem();
            (part.Format, part.Encoding).ShouldBe((format, encoding));
            var expected = Expected(sample);
            staged.Lines.Select(line => string.Join('|', Columns.Select(column => line[(int)column])))
                .ShouldBe(expected, $"in pieces of {piece}");
        }
    }

    [Theory]
    [InlineData("sap.txt", "30.04.2023\t30.04.2023", "31.04.2023\t30.04.2023", "DOC_DATE", "31.04.2023", "not-a-day")]
    [InlineData("sap.txt", "136,666.67-", "136.666,67-", "AMT_DOCCUR", "136.666,67-", "not-an-amount")]
    [InlineData("sap.txt", "\t2023\t01\tSA", "\t2023\t14\tSA", "FIS_PERIOD", "14", "not-a-period")]
    [InlineData("sap.txt", "\t2023\t01\tSA", "\t23\t01\tSA", "FISC_YEAR", "23", "not-a-period")]
    [InlineData("sap.txt", "\t2023\t01\tSA", "\t2022\t12\tSA", "FIS_PERIOD", "12", "period-closed")]
    [InlineData("sap.txt", "0000013100", "0000013199", "GL_ACCOUNT", "0000013199", "unknown-account")]
    [InlineData("sap.txt", "0000000001", "000000000A", "ITEMNO_ACC", "000000000A", "not-a-line-number")]
    [InlineData("oracle.csv", "APR-23", "ADJ-23", "PERIOD_NAME", "ADJ-23", "not-a-period")]
    [InlineData("oracle.csv", "2023/04/30", "2023/04/31", "ACCOUNTING_DATE", "2023/04/31", "not-a-day")]
    [InlineData("oracle.csv", ",136666.67,", ",136666.675,", "ENTERED_DR", "136666.675", "parts-of-a-penny")]
    [InlineData("oracle.csv", "GBP", "EUR", "CURRENCY_CODE", "EUR", "not-pounds")]
    [InlineData("d365.csv", "51000-CC", "51001-CC", "ACCOUNTDISPLAYVALUE", "51001-CC\\-100--", "unknown-account")]
    [InlineData("d365.csv", "2023-04-30T", "2023-04-31T", "TRANSDATE", "2023-04-31T00:00:00", "not-a-day")]
    [InlineData("unit4.txt", "1             13666667", "2             13666667", "dc_flag", "2", "not-a-side")]
    [InlineData("unit4.txt", "-1           -13666667", "1            -13666667 ", "cur_amount", "-13666667", "sign-against-side")]
    [InlineData("unit4.txt", "202301", "202315", "period", "202315", "not-a-period")]
    public async Task ARefusedLine_NamesTheFilesOwnColumnAndValue(
        string sample, string from, string to, string column, string value, string rule)
    {
        var text = Encoding.Latin1.GetString(
            await File.ReadAllBytesAsync(Path.Combine(Samples, sample), TestContext.Current.CancellationToken));
        text.ShouldContain(from);

        var staged = await StagedCopy.ReadAsync(Encoding.Latin1.GetBytes(text.Replace(from, to, StringComparison.Ordinal)));

        staged.Refusal.ShouldBeNull();
        var faults = staged.Faults.Select(fault => (fault.Column, fault.Value, fault.Rule)).ToList();
        faults.ShouldContain((column, value, rule));
        staged.Faults.ShouldBeUnique();
        var sentence = LedgerFormat.Of(staged.File.Parts[0].Format)!.Sentence(LedgerRule.ByCode[rule], column);
        sentence.ShouldEndWith(".");
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('|')]
    [InlineData('\t')]
    public async Task TheCanonicalFile_MayHaveAnySeparator(char separator)
    {
        var file = LedgerHost.File("B-1", LedgerHost.Document("S-1")).Replace("SAP", "SHARED-SERVICES").Replace(',', separator);

        var staged = await StagedCopy.ReadAsync(Encoding.UTF8.GetBytes(file));

        staged.Refusal.ShouldBeNull();
        staged.Lines.Count.ShouldBe(2);
        staged.File.Parts[0].Format.ShouldBe("canonical");
    }

    [Fact]
    public async Task AHeaderThatLacksARequiredColumn_NamesFormatAndColumn()
    {
        var text = (await File.ReadAllTextAsync(Path.Combine(Samples, "sap.txt"), Encoding.Latin1, TestContext.Current.CancellationToken))
            .Replace("PSTNG_DATE", "POSTED", StringComparison.Ordinal);

        (await StagedCopy.ReadAsync(Encoding.Latin1.GetBytes(text))).Refusal
            .ShouldBe("The header is that of the format sap and lacks the column PSTNG_DATE.");
    }

    [Fact]
    public async Task OracleLabels_AreReadAsTheTemplateWritesThem()
    {
        var header = string.Join(',', LedgerFormat.Oracle.Fields.Where(field => field.Name.Length > 0)
            .Select(field => field.IsRequired ? $"*{field.Labels[^1]}" : field.Labels[^1]).Distinct());
        var values = LedgerFormat.Oracle.Fields.Where(field => field.Name.Length > 0).DistinctBy(field => field.Name)
            .Select(field => field.Name switch
            {
                "ACCOUNTING_DATE" or "DATE_CREATED" => "2023/04/30",
                "ENTERED_DR" or "ENTERED_CR" => "0.00",
                "SEGMENT3" => "51000",
                "CURRENCY_CODE" => "GBP",
                "PERIOD_NAME" => "Apr-23",
                "STATUS" => "NEW",
                "ATTRIBUTE2" or "SEGMENT2" => "",
                _ => "x"
            });

        var staged = await StagedCopy.ReadAsync(Encoding.UTF8.GetBytes($"{header}\r\n{string.Join(',', values)}\r\n"));

        staged.Refusal.ShouldBeNull();
        staged.Faults.ShouldBeEmpty();
        staged.File.Parts[0].Format.ShouldBe("oracle");
    }

    [Fact]
    public void EveryMapping_SaysEveryCanonicalColumn_AndOnlyThose()
    {
        foreach (var format in LedgerFormat.All)
        {
            foreach (var column in Enum.GetValues<LedgerColumn>())
            {
                format.Sources[(int)column].ShouldNotBeEmpty($"{format.Name} has nothing for {column}");
            }

            format.Fields.Where(field => field.Column is null).ShouldAllBe(field => field.How.Means == Means.Always, format.Name);
        }
    }

    private static readonly LedgerColumn[] Columns =
    [
        LedgerColumn.Entity, LedgerColumn.DocType, LedgerColumn.DocRef, LedgerColumn.LineNo, LedgerColumn.DocDate, LedgerColumn.PostingDate,
        LedgerColumn.Period, LedgerColumn.Account, LedgerColumn.CostCentre, LedgerColumn.Partner, LedgerColumn.Debit, LedgerColumn.Credit,
        LedgerColumn.VatCode, LedgerColumn.VatAmount, LedgerColumn.Text, LedgerColumn.ExternalLineId
    ];

    private static List<string> Expected(string sample)
    {
        using var csv = new CsvReader(new StreamReader(Path.Combine(Samples, "expected.csv")), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var lines = new List<string>();
        while (csv.Read())
        {
            if (csv["sample"] == sample)
            {
                lines.Add(string.Join('|', Columns.Select(column => csv[column.Name()])));
            }
        }

        return lines;
    }
}
