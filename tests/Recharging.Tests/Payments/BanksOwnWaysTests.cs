using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Recharging.Tests.Invoices;
using static Recharging.Tests.Payments.Camt053;

namespace Recharging.Tests.Payments;

/// <summary>Bank statements as banks really write them: encodings, identities, odd entries, moments and texts.</summary>
public sealed class BanksOwnWaysTests(IssuedDocuments documents) : IClassFixture<IssuedDocuments>
{
    private const string Third = "HCC-INV-000003";

    private static readonly Encoding Latin1 = Encoding.Latin1;

    // How the bytes of a statement with é in it are made, and what says why they can't be read; null where they can.
    private static readonly (string Trouble, Func<string, byte[]> Make, string? Says)[] Encodings =
    [
        ("UTF-8", Encoding.UTF8.GetBytes, null),
        ("UTF-8 with its mark", text => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)], null),
        ("UTF-8 without a declaration", text => Encoding.UTF8.GetBytes(text[(text.IndexOf("?>", StringComparison.Ordinal) + 2)..]), null),
        ("ISO-8859-1", text => Latin1.GetBytes(Declaring(text, "ISO-8859-1")), null),
        ("Windows-1252", text => Latin1.GetBytes(Declaring(text, "windows-1252")), null),
        ("UTF-16", text => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Declaring(text, "UTF-16"))], null),
        ("UTF-16, big end first", text => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Declaring(text, "UTF-16"))], null),
        ("UTF-16 without a mark", text => Encoding.Unicode.GetBytes(Declaring(text, "UTF-16")), null),
        ("ISO-8859-1 called UTF-8", text => Latin1.GetBytes(text), "not in the encoding"),
        ("UTF-8 called UTF-16", text => Encoding.UTF8.GetBytes(Declaring(text, "utf-16")), "utf-16"),
        ("an encoding that nobody reads here", text => Encoding.UTF8.GetBytes(Declaring(text, "KOI8-R")), "koi8-r"),
        ("a letter cut off", text => [.. Encoding.UTF8.GetBytes(text)[..^1], 0xC3], "not in the encoding"),
        ("a nought", text => Encoding.UTF8.GetBytes(text.Replace("é", "\0", StringComparison.Ordinal)), "not XML"),
        ("a zip", _ => [.. "PK\u0003\u0004"u8, .. new byte[50]], "zip"),
        ("a gzip", _ => [0x1F, 0x8B, 8, 0, 0, 0], "gzip"),
        ("a PDF", _ => "%PDF-1.7"u8.ToArray(), "PDF"),
        ("a table", _ => "a,b\n1,2\n"u8.ToArray(), "not XML"),
        ("nothing", _ => [], "not XML"),
        ("noughts", _ => new byte[1000], "not XML"),
        ("cut off", text => Encoding.UTF8.GetBytes(text)[..200], "not XML"),
    ];

    public static TheoryData<string> Troubles { get; } = new(Encodings.Select(encoding => encoding.Trouble));

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task AStatement_IsRead_OrRefusedByName_WhateverItsBytes(string trouble)
    {
        var (_, make, says) = Encodings.Single(encoding => encoding.Trouble == trouble);
        var id = $"ENC-{Encodings.Index().First(encoding => encoding.Item.Trouble == trouble).Index}";
        var text = Statement(id, Entry(id, "CRDT", 1m, text: "Café Été")).Replace("<GrpHdr>", "<!-- é --><GrpHdr>", StringComparison.Ordinal);

        var (status, answer) = await SendBytesAsync(documents.Hcc, make(text));

        if (says is null)
        {
            status.ShouldBe(HttpStatusCode.OK, answer.ToString());
            answer.GetProperty("unallocated")[0].GetProperty("remittance").GetString().ShouldBe("Café Été");
        }
        else
        {
            status.ShouldBe(HttpStatusCode.BadRequest, answer.ToString());
            answer.GetProperty("errors").GetProperty("body")[0].GetString().ShouldNotBeNull().ShouldContain(says);
        }
    }

    [Fact]
    public async Task AnInvoicePaidTwice_LeavesTheSurplusUnallocated()
    {
        const string Number = "HCC-INV-000001";
        var payable = await PayableAsync(Number);

        var (_, answer) = await SendAsync(documents.Hcc, Statement("TWICE",
            Entry("T-1", "CRDT", payable - 1m, endToEnd: Number), Entry("T-2", "CRDT", payable, endToEnd: Number), Entry("T-3", "CRDT", 5m, endToEnd: Number)));

        Left(answer).ShouldBe(["T-2 1.00 more-than-open", "T-3 0.00 more-than-open"]);
        var shown = await AprilHost.GetAsync(documents.Hcc, $"/invoices/{Number}");
        (shown.GetProperty("paidGbp").GetDecimal(), shown.GetProperty("openGbp").GetDecimal()).ShouldBe((payable, 0m));

        // Once the first payment has bounced, the next that quotes the invoice takes its place; the surplus that an officer saw stays.
        await SendAsync(documents.Hcc, Statement("BOUNCED", Entry("T-4", "DBIT", payable - 1m, endToEnd: Number)));
        (await AprilHost.GetAsync(documents.Hcc, $"/invoices/{Number}")).GetProperty("paidGbp").GetDecimal().ShouldBe(6m);
    }

    [Fact]
    public async Task TheSecondDaysFirstEntry_IsTaken_ThoughNtryRefIsTheSame()
    {
        string Day(string id, string day) => Statement(id, $"<Ntry><NtryRef>1</NtryRef>{Entry("X", "CRDT", 3m, text: "rent")["<Ntry>".Length..]}")
            .Replace("<AcctSvcrRef>X</AcctSvcrRef>", "", StringComparison.Ordinal).Replace("2023-06-01", day, StringComparison.Ordinal);

        var (status, first) = await SendAsync(documents.Hcc, Day("D-1", "2023-06-02"));
        status.ShouldBe(HttpStatusCode.OK, first.ToString());
        var (_, second) = await SendAsync(documents.Hcc, Day("D-2", "2023-06-03"));
        var (_, again) = await SendAsync(documents.Hcc, Day("D-2", "2023-06-03"));

        (second.GetProperty("entries").GetInt32(), second.GetProperty("alreadyHeld").GetInt32()).ShouldBe((1, 0));
        again.GetProperty("alreadyHeld").GetInt32().ShouldBe(1);
        Left(second).ShouldHaveSingleItem().ShouldBe("D-2, entry 1, 2023-06-03, 3.00 0.00 no-invoice");
    }

    [Fact]
    public async Task WithoutTheBanksReference_APaymentIsKnownByItsEndToEndId_InWhicheverStatementItComes()
    {
        var entry = Entry("NONREF", "CRDT", 4m, endToEnd: "PAYER-77");
        await SendAsync(documents.Hcc, Statement("DAY", entry, entry));

        var (_, month) = await SendAsync(documents.Hcc, Statement("MONTH", entry, entry, entry));

        (month.GetProperty("entries").GetInt32(), month.GetProperty("alreadyHeld").GetInt32()).ShouldBe((3, 2));
    }

    [Fact]
    public async Task AnEntryThatGathersLessThanItComesTo_IsTaken_AndWhatIsLeftIsNamed()
    {
        string Detail(decimal pounds, string text) => $"<TxDtls><Amt Ccy=\"GBP\">{Pounds(pounds)}</Amt><RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls>";
        var batch = "<Ntry><Amt Ccy=\"GBP\">1526.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2023-06-01</Dt></BookgDt>"
            + $"<AcctSvcrRef>B-1526</AcctSvcrRef><NtryDtls>{Detail(1000m, Third)}{Detail(500m, "rent")}</NtryDtls><AddtlNtryInf>charge 26.00</AddtlNtryInf></Ntry>";

        var (status, answer) = await SendAsync(documents.Hcc, Statement("BATCH", batch, Entry("B-2", "CRDT", 7m, text: "rent")));

        status.ShouldBe(HttpStatusCode.OK, answer.ToString());
        answer.GetProperty("allocations")[0].GetProperty("invoice").GetString().ShouldBe(Third);
        Left(answer).Where(entry => !entry.StartsWith("B-1526/1 ", StringComparison.Ordinal))
            .ShouldBe(["B-1526/2 0.00 no-invoice", "B-1526/rest 0.00 not-in-details", "B-2 0.00 no-invoice"]);
        answer.GetProperty("unallocated").EnumerateArray().Single(entry => entry.GetProperty("reference").GetString() == "B-1526/rest")
            .GetProperty("amountGbp").GetDecimal().ShouldBe(26m);
    }

    [Fact]
    public async Task AnotherCurrency_AndElementsOfOthers_DontStopTheRest()
    {
        var dollars = Entry("FX-1", "CRDT", 9m).Replace("Ccy=\"GBP\"", "Ccy=\"USD\"", StringComparison.Ordinal);
        var extended = Entry("FX-2", "CRDT", 2m, text: "rent").Replace("<NtryDtls>",
            "<x:Extra xmlns:x=\"urn:bank:own\" x:kind=\"a\"><x:Deep><x:Deeper/></x:Deep></x:Extra><Unheard>of</Unheard><NtryDtls>", StringComparison.Ordinal);

        var (status, answer) = await SendAsync(documents.Hcc, Statement("FX", dollars, extended));

        status.ShouldBe(HttpStatusCode.OK, answer.ToString());
        answer.GetProperty("entries").GetInt32().ShouldBe(1);
        answer.GetProperty("leftOutEntries").GetInt32().ShouldBe(1);
        var left = answer.GetProperty("leftOut")[0];
        (left.GetProperty("entry").GetInt32(), left.GetProperty("why").GetString()).ShouldBe((1, "The currency is USD, and only GBP is taken."));
    }

    [Theory]
    [InlineData("<DtTm>2023-05-31T23:30:00Z</DtTm>", "2023-06-01")]
    [InlineData("<DtTm>2023-05-31T23:30:00+00:00</DtTm>", "2023-06-01")]
    [InlineData("<DtTm>2023-06-01T00:30:00+01:00</DtTm>", "2023-06-01")]
    [InlineData("<DtTm>2023-12-31T23:30:00Z</DtTm>", "2023-12-31")]
    [InlineData("<DtTm>2023-06-01T00:30:00</DtTm>", "2023-06-01")]
    [InlineData("<Dt>2023-06-01+01:00</Dt>", "2023-06-01")]
    public async Task AMoment_IsBookedOnTheDayThatItIsInEngland(string booked, string day)
    {
        var reference = $"M-{string.Concat(booked.Where(char.IsLetterOrDigit))}";
        var (_, answer) = await SendAsync(documents.Hcc, Statement(reference, Entry(reference, "CRDT", 1m, text: "rent")
            .Replace("<Dt>2023-06-01</Dt>", booked, StringComparison.Ordinal)));

        answer.GetProperty("unallocated")[0].GetProperty("bookedOn").GetString().ShouldBe(day);
    }

    [Theory]
    [InlineData("<RmtInf><Ustrd>YOUR PAYMENT OF HCC-INV-00</Ustrd><Ustrd>0004 THANKS</Ustrd></RmtInf></TxDtls></NtryDtls>")]
    [InlineData("<AddtlTxInf>HCC-INV-000004</AddtlTxInf></TxDtls></NtryDtls>")]
    [InlineData("</TxDtls></NtryDtls><AddtlNtryInf>BACS HCC-INV-000004</AddtlNtryInf>")]
    [InlineData("<RmtInf><Strd><AddtlRmtInf>HCC-INV-000004</AddtlRmtInf></Strd></RmtInf></TxDtls></NtryDtls>")]
    public async Task ANumber_IsFoundWhereverTheBankPutsIt(string remittance)
    {
        var reference = $"W-{remittance.Length}";
        var entry = Entry(reference, "CRDT", 1m).Replace("<RmtInf></RmtInf></TxDtls></NtryDtls>", remittance, StringComparison.Ordinal);
        entry.ShouldContain(remittance);

        var (_, answer) = await SendAsync(documents.Hcc, Statement(reference, entry));

        answer.GetProperty("allocations")[0].GetProperty("invoice").GetString().ShouldBe("HCC-INV-000004", answer.ToString());
    }

    private static string Declaring(string text, string encoding) => text.Replace("encoding=\"UTF-8\"", $"encoding=\"{encoding}\"", StringComparison.Ordinal);

    // Reference, what of it is given, and why the rest is not.
    private static IEnumerable<string> Left(JsonElement answer) => answer.GetProperty("unallocated").EnumerateArray().Select(entry =>
        $"{entry.GetProperty("reference").GetString()} {Pounds(entry.GetProperty("allocatedGbp").GetDecimal())} "
        + entry.GetProperty("unallocated").GetString());

    private async Task<decimal> PayableAsync(string number) =>
        (await AprilHost.GetAsync(documents.Hcc, $"/invoices/{number}")).GetProperty("payableGbp").GetDecimal();

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> SendBytesAsync(HttpClient client, byte[] statement)
    {
        using var body = new ByteArrayContent(statement);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/xml");
        using var answer = await client.PostAsync($"{AprilHost.Api}/bank-statements", body);
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync()));
    }
}
