using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Recharging.Ledgers;
using Recharging.Settling;
using Values;

namespace Recharging.Tests.Ledgers;

public sealed class FormatProperties
{
    private static readonly string[] Texts =
        ["Shared management", "Care, \"placed\"", "50% of Ms O'Hara; April", "café £12 – à", "=1+1", "a|b\\c-d", ""];

    private static readonly Gen<JournalLine> ALine =
        from account in Gen.Elements("13100", "40010", "51000", "90000")
        from centre in Gen.Elements<string?>(null, "CC-100", "CC-200")
        from partner in Gen.Elements<string?>(null, "IWC")
        from pence in Gen.Choose(1, int.MaxValue)
        from isDebit in Gen.Elements(true, false)
        from vatCode in Gen.Elements<string?>(null, "S0", "A1")
        from vat in Gen.Choose(0, 1_000_000)
        from text in Gen.Elements(Texts)
        from order in Gen.Elements<string?>(null, "PO-4500012345")
        from line in Gen.Choose(1, 999)
        select new JournalLine
        {
            JournalReference = "JN2324P01-HCC-R",
            Version = 1,
            MadeAt = Given.Told,
            LineNo = 1,
            Council = "HCC",
            ExternalLineId = string.Create(CultureInfo.InvariantCulture, $"SL2324P01{line:000}"),
            Component = "control",
            Account = account,
            CostCentre = centre,
            Partner = partner,
            Debit = isDebit ? new Money(pence) : Money.Zero,
            Credit = isDebit ? Money.Zero : new Money(pence),
            VatCode = vatCode,
            VatAmount = new Money(vat),
            Text = text,
            PurchaseOrder = order,
        };

    private static readonly Gen<JournalCodes> Codes =
        from entity in Gen.Elements("HCC", "1000")
        from docType in Gen.Elements("RC", "DR")
        from partner in Gen.Elements("IWC", "0000104711", "C-42")
        select new JournalCodes(entity, docType, partner, FileEncoding.Utf8);

    private static readonly Gen<(Journal Journal, List<JournalLine> Lines, JournalCodes Codes)> AJournal =
        from lines in ALine.NonEmptyListOf()
        from codes in Codes
        from direction in Gen.Elements("receivable", "payable")
        from period in Gen.Elements("2023/24-P01", "2023/24-P02", "2023/24-P12")
        select (
            new Journal
            {
                Reference = "JN2324P01-HCC-R",
                Council = "HCC",
                Partner = "IWC",
                StatementNumber = "ST-2023-24-P01",
                Period = AccountingPeriod.Parse(period),
                Direction = direction,
                DocumentDate = new DateOnly(2023, 5, 9),
                PostingDate = AccountingPeriod.Parse(period).LastDay,
            },
            lines.Index().Select(line => Numbered(line.Item, line.Index + 1)).ToList(),
            codes);

    [Theory]
    [InlineData("canonical")]
    [InlineData("sap")]
    [InlineData("oracle")]
    [InlineData("d365")]
    [InlineData("unit4")]
    public void AnyJournal_WrittenInAnyFormat_ReadsBackToTheSameLines(string name) => Property.Holds(
        AJournal,
        journal =>
        {
            var rows = journal.Lines.ConvertAll(line => CanonicalCsv.Row(journal.Journal, line, journal.Codes));
            var file = LedgerFormat.Of(name) is { } format
                ? new FormatWriter(format, journal.Journal.Direction == "receivable").Write(rows).File.ShouldNotBeNull()
                : CanonicalCsv.Write(journal.Journal, journal.Lines, journal.Codes);

            var staged = StagedCopy.ReadAsync(Encoding.UTF8.GetBytes(file), batchId: journal.Journal.BatchId).GetAwaiter().GetResult();

            staged.Refusal.ShouldBeNull();
            staged.Faults.ShouldBeEmpty();
            staged.File.TotalDebit.ShouldBe(journal.Lines.Sum(line => line.Debit).InPounds);
            staged.File.TotalCredit.ShouldBe(journal.Lines.Sum(line => line.Credit).InPounds);
            var expected = rows.Select((row, at) => Comparable(row, staged.File.CountsRows ? 0 : at + 1, name)).ToList();
            staged.Lines.Select((line, at) => Comparable(line, staged.File.CountsRows ? 0 : at + 1, name)).ShouldBe(expected);
        },
        times: 60);

    [Fact]
    public void AnyBytes_AreReadOrRefusedInASentence() => Property.Holds(
        from bytes in Gen.Choose(0, 255).Select(letter => (byte)letter).ArrayOf()
        from beginning in Gen.Elements("", LedgerHost.Header + "\n", "COMP_CODE\tREF_DOC_NO\n", "NEW,,2023/04/30", "\uFEFF", "\"")
        from encoding in Gen.Elements(Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode)
        from declared in Gen.Elements<LedgerFormat?>(null, LedgerFormat.Sap, LedgerFormat.Oracle, LedgerFormat.D365, LedgerFormat.Unit4)
        from piece in Gen.Elements(1, 3, 4096)
        select (File: (byte[])[.. encoding.GetPreamble(), .. encoding.GetBytes(beginning), .. bytes], Declared: declared, Piece: piece),
        any => StagedCopy.ReadAsync(any.File, any.Declared, piece: any.Piece).GetAwaiter().GetResult().Refusal?.ShouldEndWith("."),
        times: 1000);

    /// <summary>A good file with one byte changed, left out or put in: all lines have a fate, and no two faults are the same.</summary>
    [Theory]
    [InlineData("sap.txt")]
    [InlineData("oracle.csv")]
    [InlineData("d365.csv")]
    [InlineData("unit4.txt")]
    public void ADamagedFile_IsReadOrRefusedInASentence(string sample)
    {
        var good = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Ledgers", "Samples", sample));
        Property.Holds(
            from at in Gen.Choose(0, good.Length - 1)
            from letter in Gen.Choose(0, 255)
            from taken in Gen.Choose(0, 2)
            from put in Gen.Choose(0, 2)
            select (byte[])
                [.. good[..at], .. Enumerable.Repeat((byte)letter, put), .. good[Math.Min(at + taken, good.Length)..]],
            damaged =>
            {
                var staged = StagedCopy.ReadAsync(damaged).GetAwaiter().GetResult();
                staged.Refusal?.ShouldEndWith(".");
                staged.Faults.ShouldBeUnique();
            },
            times: 400);
    }

    private static JournalLine Numbered(JournalLine line, int number) => new()
    {
        JournalReference = line.JournalReference,
        Version = line.Version,
        MadeAt = line.MadeAt,
        LineNo = number,
        Council = line.Council,
        ExternalLineId = line.ExternalLineId,
        Component = line.Component,
        Account = line.Account,
        CostCentre = line.CostCentre,
        Partner = line.Partner,
        Debit = line.Debit,
        Credit = line.Credit,
        VatCode = line.VatCode,
        VatAmount = line.VatAmount,
        Text = line.Text,
        PurchaseOrder = line.PurchaseOrder,
    };

    // Batch and source are the request's; D365 names a journal by its name; lines that a format does not number are counted later.
    private static string Comparable(IReadOnlyList<string> line, int number, string format)
    {
        var fields = line.ToArray();
        fields[(int)LedgerColumn.BatchId] = fields[(int)LedgerColumn.SourceSystem] = "";
        fields[(int)LedgerColumn.LineNo] = number.ToString(CultureInfo.InvariantCulture);
        return $"{format}: {string.Join('|', fields.Take(LedgerColumns.Required.Count))}";
    }
}
