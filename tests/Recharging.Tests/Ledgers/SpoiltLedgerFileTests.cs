using System.Text;
using Recharging.Ledgers;

namespace Recharging.Tests.Ledgers;

/// <summary>Ledger files as they come after a spreadsheet had them open, and as ERPs write what goes back.</summary>
public sealed class SpoiltLedgerFileTests
{
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private static readonly string Samples = Path.Combine(AppContext.BaseDirectory, "Ledgers", "Samples");

    // The five formats, and what may be done to the bytes of a file with é in it: read as it was, or refused by name.
    private static readonly (string Trouble, Func<string, byte[]> Make, string? Says)[] Troubles =
    [
        ("UTF-8", Encoding.UTF8.GetBytes, null),
        ("UTF-8 with its mark", text => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)], null),
        ("Windows-1252", text => Windows1252.GetBytes(text), null),
        ("UTF-16", text => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)], null),
        ("UTF-16, big end first", text => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)], null),
        ("UTF-16 without a mark", Encoding.Unicode.GetBytes, null),
        ("blank lines between", text => Encoding.UTF8.GetBytes(text.Replace("\n", "\n\r\n", StringComparison.Ordinal)), null),
        ("a letter cut off", text => [.. Encoding.UTF8.GetBytes(text), 0xC3], "not utf-8"),
        ("a zip called text", _ => [.. "PK\u0003\u0004"u8, .. new byte[50]], "This is a zip"),
        ("old Excel", _ => [0xD0, 0xCF, 0x11, 0xE0, .. new byte[50]], "This is an Excel"),
        ("a PDF", _ => "%PDF-1.7 and so on"u8.ToArray(), "This is a PDF"),
        ("nothing", _ => [], "empty"),
        ("noughts", _ => new byte[300], "column"),
    ];

    public static TheoryData<string, string> FormatsAndTroubles { get; } = new(
        from sample in new[] { "canonical", "sap.txt", "oracle.csv", "d365.csv", "unit4.txt" } from trouble in Troubles select (sample, trouble.Trouble));

    [Theory]
    [MemberData(nameof(FormatsAndTroubles))]
    public async Task AFile_IsReadAsItWas_OrRefusedByName(string sample, string trouble)
    {
        var (_, make, says) = Troubles.Single(known => known.Trouble == trouble);
        var text = await TextOfAsync(sample);
        var plain = await StagedCopy.ReadAsync(Encoding.UTF8.GetBytes(text));
        plain.Refusal.ShouldBeNull();

        foreach (var piece in new[] { 1, 4096 })
        {
            var staged = await StagedCopy.ReadAsync(make(text), piece: piece);

            if (says is null)
            {
                staged.Refusal.ShouldBeNull();
                staged.Lines.Select(line => string.Join('|', line)).ShouldBe(plain.Lines.Select(line => string.Join('|', line)));
            }
            else
            {
                staged.Refusal.ShouldNotBeNull().ShouldContain(says);
            }
        }
    }

    [Theory]
    [InlineData("sep=;\r\n")]
    [InlineData("\"sep=;\"\n")]
    [InlineData("SEP=;\n")]
    public async Task ExcelsOwnFirstLine_NamesTheSeparator(string first)
    {
        var text = (await TextOfAsync("canonical")).Replace(',', ';');

        var staged = await StagedCopy.ReadAsync(Encoding.UTF8.GetBytes(first + text));

        staged.Refusal.ShouldBeNull();
        (staged.Lines.Count, staged.File.Parts[0].Format).ShouldBe((2, "canonical"));
    }

    [Fact]
    public async Task AHeaderInCapitals_IsStillTheCanonicalOne()
    {
        var text = await TextOfAsync("canonical");
        var header = text[..text.IndexOf('\n')];

        var staged = await StagedCopy.ReadAsync(Encoding.UTF8.GetBytes(text.Replace(header, header.ToUpperInvariant(), StringComparison.Ordinal)));

        staged.Refusal.ShouldBeNull();
        (staged.Lines.Count, staged.File.Parts[0].Format).ShouldBe((2, "canonical"));
    }

    [Fact]
    public async Task RowsOfCommasOnly_ArePassedOver_AndLinesStillCounted()
    {
        var text = await TextOfAsync("canonical");
        var lines = text.TrimEnd('\n').Split('\n');

        var staged = await StagedCopy.ReadAsync(Encoding.UTF8.GetBytes(
            $"{lines[0]}\n,,,,,,,,,,,,,,,,,,,\n{lines[1]}\n , , \n{lines[2].Replace("90000", "90001", StringComparison.Ordinal)}\n,,,\n"));

        staged.Refusal.ShouldBeNull();
        (staged.File.Lines, staged.Faults.ShouldHaveSingleItem().Line).ShouldBe((2, 5));
    }

    [Theory]
    [InlineData("canonical", "S-1", "1.9E+09", "doc_ref")]
    [InlineData("canonical", "CC-100", "1.00E+02", "cost_centre")]
    [InlineData("oracle.csv", "IC-2023-0041", "1,9E+09", "REFERENCE4")]
    [InlineData("canonical", "S-1", "#REF!", "doc_ref")]
    public async Task AReferenceThatASpreadsheetMangled_IsRefusedByItsColumn(string sample, string from, string to, string column)
    {
        var text = await TextOfAsync(sample);
        var staged = await StagedCopy.ReadAsync(Encoding.UTF8.GetBytes(text.Replace(from, $"\"{to}\"", StringComparison.Ordinal)));

        staged.Faults.ShouldContain(fault => fault.Column == column && fault.Value == to && fault.Rule == "mangled");
    }

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public async Task ATextsLength_IsThatOfItsLetters(int letters, bool isTaken)
    {
        var text = (await TextOfAsync("canonical")).Replace("Stationery é", new string('é', letters), StringComparison.Ordinal);

        var staged = await StagedCopy.ReadAsync(Encoding.UTF8.GetBytes(text));

        staged.Faults.Select(fault => (fault.Column, fault.Rule)).Distinct().ShouldBe(isTaken ? [] : [("text", "too-long")]);
    }

    [Theory]
    [InlineData("sap", 50, 50)]
    [InlineData("oracle", 240, 120)]
    public void AText_IsCutToTheLetters_OrTheBytes_ThatTheErpHolds(string format, int ascii, int accented)
    {
        foreach (var (letter, expected) in new[] { ('e', ascii), ('é', accented) })
        {
            var line = LedgerColumns.Names.Select(_ => "").ToArray();
            (line[(int)LedgerColumn.DocDate], line[(int)LedgerColumn.PostingDate]) = ("2023-04-30", "2023-04-30");
            (line[(int)LedgerColumn.Period], line[(int)LedgerColumn.Text]) = ("2023/24-P01", new string(letter, 300));

            var (file, refusal) = new FormatWriter(LedgerFormat.Of(format)!, isReceivable: true).Write([line]);

            refusal.ShouldBeNull();
            file!.Count(written => written == letter).ShouldBe(expected);
        }
    }

    [Theory]
    [InlineData("oracle.csv")]
    [InlineData("d365.csv")]
    public async Task ANegativeDebit_IsACredit_AndANegativeCreditADebit(string sample)
    {
        var text = await TextOfAsync(sample);
        var plain = await StagedCopy.ReadAsync(Encoding.UTF8.GetBytes(text));

        // Each amount changes its column and its sign: the lines say the same.
        var turned = await StagedCopy.ReadAsync(Encoding.UTF8.GetBytes(Turned(text, sample)));

        turned.Refusal.ShouldBeNull();
        turned.Faults.ShouldBeEmpty();
        turned.Lines.Select(line => string.Join('|', line)).ShouldBe(plain.Lines.Select(line => string.Join('|', line)));
        (turned.File.TotalDebit, turned.File.TotalCredit).ShouldBe((plain.File.TotalDebit, plain.File.TotalCredit));
        turned.File.TotalTurned.ShouldBe(plain.File.TotalDebit + plain.File.TotalCredit);
    }

    [Theory]
    [InlineData("100.0000")]
    [InlineData("100")]
    public async Task TrailingNoughts_AreNoMoreDecimals(string amount)
    {
        var staged = await StagedCopy.ReadAsync(Encoding.UTF8.GetBytes(
            (await TextOfAsync("canonical")).Replace("100.00", amount, StringComparison.Ordinal)));

        staged.Faults.ShouldBeEmpty();
        staged.Lines[0][(int)LedgerColumn.Debit].ShouldBe("100.00");
    }

    private static async Task<string> TextOfAsync(string sample) => sample == "canonical"
        ? LedgerHost.File("B-1", LedgerHost.Document("S-1")).Replace("SAP", "SHARED-SERVICES", StringComparison.Ordinal)
            .Replace("Stationery", "Stationery é", StringComparison.Ordinal)
        : (await File.ReadAllTextAsync(
            Path.Combine(Samples, sample), sample.EndsWith(".txt", StringComparison.Ordinal) ? Windows1252 : Encoding.UTF8,
            TestContext.Current.CancellationToken)).Replace("Shared management", "Shared managemént", StringComparison.Ordinal);

    private static string Turned(string text, string sample)
    {
        var (debit, credit, turnedDebit, turnedCredit) = sample == "oracle.csv"
            ? (",136666.67,,,,", ",,136666.67,,,", ",,-136666.67,,,", ",-136666.67,,,,")
            : (";136666.670000;0.000000;", ";0.000000;136666.670000;", ";0.000000;-136666.670000;", ";-136666.670000;0.000000;");
        text.ShouldContain(debit);
        text.ShouldContain(credit);
        return text.Replace(debit, turnedDebit, StringComparison.Ordinal).Replace(credit, turnedCredit, StringComparison.Ordinal);
    }
}
