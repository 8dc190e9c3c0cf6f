using System.IO.Compression;
using System.Text;
using Recharging.Ledgers;
using Recharging.Settling;
using Values;

namespace Recharging.Tests.ErpMapping;

public sealed class JournalCodesTests
{
    private static readonly JournalCodes Codes = new("1000", "DR", "0000104711", FileEncoding.Utf8);

    [Theory]
    [InlineData("canonical")]
    [InlineData("sap")]
    [InlineData("oracle")]
    [InlineData("d365")]
    [InlineData("unit4")]
    public void AJournal_InAnyFormat_HasItsErpsCodes(string format)
    {
        var text = Encoding.UTF8.GetString(Unpacked(JournalFile.Write(format, AJournal(), [ALine("Care")], Codes).File.ShouldNotBeNull()));

        new[] { "1000", "DR", "0000104711" }.ShouldAllBe(code => text.Contains(code, StringComparison.Ordinal), text);
        text.ShouldNotContain("IWC");
    }

    [Fact]
    public void AJournal_InTheErpsEncoding_HasItsBytes_OrIsRefusedByLine()
    {
        var codes = Codes with { Encoding = FileEncoding.Named("windows-1252")! };

        var (file, _) = JournalFile.Write("sap", AJournal(), [ALine("café £12")], codes);
        var (none, refusal) = JournalFile.Write("sap", AJournal(), [ALine("a → b")], codes);

        file!.ContentType.ShouldBe("text/csv; charset=windows-1252");
        file.Content.ShouldContain((byte)0xA3);
        none.ShouldBeNull();
        refusal!.Sentence.ShouldBe(
            "Line 1: 'a → b' has a character (place 3) that windows-1252 does not have. Map another encoding.");
    }

    [Fact]
    public void AnUnmappedSupplier_IsNamedWithItsMapping_OnceCustomersAreMapped()
    {
        var (codes, refusal) = JournalCodes.Of(AJournal("payable"), [Row("SAP", "customer", "IWC", "0000104711")]);

        codes.ShouldBeNull();
        refusal!.Sentence.ShouldBe(
            "The mapping of HCC's SAP on 2023-04-30 has no supplier that stands for IWC. Load one, then collect the journal.");
    }

    [Fact]
    public void WithoutAMapping_AJournalIsAsItAlwaysWas() =>
        JournalCodes.Of(AJournal(), [Row("SAP", "customer", "IWC", "1", "2023-05-01")]).Codes
            .ShouldBe(new JournalCodes("HCC", "RC", "IWC", FileEncoding.Utf8));

    [Fact]
    public void TwoErps_AreTakenApartByWhichHasAnEntity()
    {
        MappedCode[] rows = [Row("ONE", "customer", "IWC", "1"), Row("TWO", "customer", "IWC", "2")];

        JournalCodes.Of(AJournal(), rows).Refusal!.Sentence.ShouldBe(
            "HCC has mappings of ONE, TWO on 2023-04-30. Only the one that takes its journals may have an entity.");
        JournalCodes.Of(AJournal(), [.. rows, Row("TWO", "entity", "HCC", "20")]).Codes!.Partner.ShouldBe("2");
    }

    [Fact]
    public void OfSeveralNumbers_TheOneThatBeganLast_IsWritten() =>
        JournalCodes.Of(AJournal(), [Row("SAP", "customer", "IWC", "OLD", "2020-04-01"), Row("SAP", "customer", "IWC", "NEW", "2023-04-01"),
            Row("SAP", "customer", "IWC", "LATER", "2023-05-01")]).Codes!.Partner.ShouldBe("NEW");

    private static byte[] Unpacked(JournalFile file)
    {
        if (file.ContentType != "application/zip")
        {
            return file.Content;
        }

        using var zip = new ZipArchive(new MemoryStream(file.Content));
        using var entry = zip.Entries.Single().Open();
        using var content = new MemoryStream();
        entry.CopyTo(content);
        return content.ToArray();
    }

    private static MappedCode Row(string source, string setting, string ours, string theirs, string from = "2018-07-01") => new()
    {
        Council = "HCC", SourceSystem = source, EffectiveFrom = Given.Day(from), Setting = setting, Ours = ours, Theirs = theirs,
        LoadedBy = "Hannah Finance", LoadedAt = Given.Told,
    };

    private static Journal AJournal(string direction = "receivable") => new()
    {
        Reference = "JN2324P01-HCC-R", Council = "HCC", Partner = "IWC", StatementNumber = "ST-2023-24-P01", Period = Given.Period("2023/24-P01"),
        Direction = direction, DocumentDate = Given.Day("2023-05-09"), PostingDate = Given.Day("2023-04-30"),
    };

    private static JournalLine ALine(string text) => new()
    {
        JournalReference = "JN2324P01-HCC-R", Version = 1, MadeAt = Given.Told, LineNo = 1, Council = "HCC", ExternalLineId = "ST2324P01-001",
        Component = "control", Account = "19200", CostCentre = "CS100", Partner = "IWC", PurchaseOrder = null, Debit = Money.Pounds(12m),
        Credit = Money.Zero, VatCode = "OS", VatAmount = Money.Zero, Text = text,
    };
}
