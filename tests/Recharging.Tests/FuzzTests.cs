using System.IO.Compression;
using System.Text;
using Testing;

namespace Recharging.Tests;

/// <summary>Whatever is sent, Recharging never breaks over it: neither over the request itself nor over what it has kept of others.</summary>
public sealed class FuzzTests(IssuedApril april) : IClassFixture<IssuedApril>
{
    private const int Requests = 5_000;
    private const int Seed = 20234;

    /// <summary>Operations that want a state which no request here brings about: with more of them the requests would be too odd to try
    /// anything.</summary>
    private const int MostNeverJudged = 72;

    private const string Entry = """
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Id>S1</Id><Acct><Id><IBAN>GB1</IBAN></Id></Acct><Ntry>
        <NtryRef>N1</NtryRef><Amt Ccy="GBP">10.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2023-05-10</Dt></BookgDt></Ntry>
        </Stmt></BkToCstmrStmt></Document>
        """;

    [Fact]
    public async Task RequestsFromTheDocument_WithWhateverInThem_AreNeverAnswered5xx()
    {
        await AMonthIsTalkedAboutAsync();
        string[] references =
        [
            AprilHost.Statement, "ST2324P01-001", "ST2324P01-002", "2023/24-P01", "2023/24-P02", "2023/24", "2023-24", "2023-24-P01", "2023-24-Q1",
            "HCC", "IWC", "SP-2018", "D-0001", "1", "2", "JN-0001", "hannah-finance", "2023-05-09",
        ];
        var named = new (string Name, string[] Values)[]
        {
            ("number", [AprilHost.Statement, "1", "2"]), ("reference", ["ST2324P01-001", "ST2324P01-002"]), ("period", ["2023/24-P01", "2023/24-P02"]),
            ("table", ["spine", "pension", "levy", "accounts", "cost-centres", "periods"]), ("agreement", ["SP-2018"]), ("council", ["HCC", "IWC"]),
        }.SelectMany(known => known.Values.Select(value => (known.Name, value))).ToLookup(known => known.Name, known => known.value);
        var files = new (string Operation, string? Ends, string File)[]
        {
            ("LoadRates", "spine", "rates/njc-2022-23"), ("LoadRates", "national-insurance", "rates/national-insurance"),
            ("LoadRates", "pension", "hcc/pension"), ("LoadRates", "levy", "rates/levy"), ("LoadCoding", null, "hcc/coding"),
            ("LoadMasters", "accounts", "hcc/accounts"), ("LoadMasters", "periods", "hcc/periods"),
        }.Select(sent => (sent.Operation, Sent: new Fuzz.Sent(
                sent.Ends, File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Demonstration", $"{sent.File}.csv")))))
            .Append(("PostBankStatement", new(null, Encoding.UTF8.GetBytes(Entry)))).Append(("PostBankStatement", new(null, Zipped("statement.xml"))))
            .Append(("AttachToLine", new(null, Zipped("xl/workbook.xml")))).Append(("AttachToLine", new(null, "%PDF-1.7 a"u8.ToArray())))
            .ToLookup(sent => sent.Item1, sent => sent.Item2);
        var host = april.Host;

        var outcome = await host.FuzzAsync(Requests, Seed, references, named, files,
        [
            host.Officer("HCC", "Hannah Finance", "finance-officer"), host.Officer("IWC", "Ivan Finance", "finance-officer"),
            host.Officer("IWC", "Isa Delegate", "s151-delegate"), host.Officer("HCC", "Sam Delegate", "s151-delegate", "vat-officer"),
            host.Erp("HCC", "ledger:write", "masters:write", "journals:read"), host.Client("IWC", "auditor"), host.Client("HCC", "operator"),
        ]);

        string.Join(Environment.NewLine, outcome.Faults).ShouldBeEmpty();
        outcome.NeverAsked.ShouldBeEmpty();
        outcome.NeverJudged.Count.ShouldBeLessThanOrEqualTo(MostNeverJudged, string.Join(Environment.NewLine, outcome.NeverJudged));
    }

    // What the fixture does not do: so that these requests too are said again, spoiled.
    private async Task AMonthIsTalkedAboutAsync()
    {
        const string Lines = $"/statements/{AprilHost.Statement}/lines";
        await AprilHost.PostAsync(april.Iwc, $"{Lines}/ST2324P01-001/comments", new { text = "Is this the point of March?" });
        await AprilHost.PostAsync(april.Iwc, $"{Lines}/ST2324P01-001/dispute",
            new { reason = "rate", disputedGbp = 1.00m, explanation = "Paid at another point than the extract says." });
        await AprilHost.PostAsync(april.Iwc, $"/statements/{AprilHost.Statement}/agreements", new { all = true });
        await AprilHost.PostAsync(april.Hcc, "/accruals", new { period = "2023/24-P02", minimumGbp = 1m });
        await AprilHost.PostAsync(april.Hcc, "/simulations", new { hypotheses = Array.Empty<object>() });
    }

    private static byte[] Zipped(string name)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry(name).Open();
            entry.Write(Encoding.UTF8.GetBytes(Entry));
        }

        return bytes.ToArray();
    }
}
