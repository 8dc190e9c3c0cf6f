using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Recharging.Ledgers;

namespace Recharging.Tests.Ledgers;

public sealed class ZipTests(LedgerHost ledgers) : IClassFixture<LedgerHost>
{
    [Fact]
    public async Task EachEntry_IsAFileOfTheBatch_AndRefusalsNameIt()
    {
        var canonical = LedgerHost.File("ZIP-1", [.. LedgerHost.Document("Z-1"), .. LedgerHost.Document("Z-2", account: "99999")]);
        var sap = await File.ReadAllBytesAsync(
            Path.Combine(AppContext.BaseDirectory, "Ledgers", "Samples", "sap.txt"), TestContext.Current.CancellationToken);
        var zip = Zip(("folder/", []), ("../../etc/april.csv", Encoding.UTF8.GetBytes(canonical)), ("C:\\sap\\may.txt", sap));

        var (status, answer) = await SendAsync("ZIP-1", zip, 136_879.17m, 8);

        status.ShouldBe(201, answer);
        using var told = System.Text.Json.JsonDocument.Parse(answer);
        told.RootElement.GetProperty("files").EnumerateArray()
            .Select(file => $"{file.GetProperty("name").GetString()} {file.GetProperty("format").GetString()} {file.GetProperty("lines").GetInt32()}")
            .ShouldBe(["april.csv canonical 4", "may.txt sap 4"]);
        told.RootElement.GetProperty("accepted").GetInt32().ShouldBe(6);
        var refusal = told.RootElement.GetProperty("refusals")[0];
        (refusal.GetProperty("file").GetString(), refusal.GetProperty("line").GetInt32()).ShouldBe(("april.csv", 4));
    }

    private static byte[] BlankLines => Zip(("bomb.csv", [.. Enumerable.Repeat((byte)'\n', 40 * 1024 * 1024)]));

    public static TheoryData<string, byte[], string> Bad => new()
    {
        { "no zip", Encoding.UTF8.GetBytes(LedgerHost.Header), "This is no zip, or it was cut off." },
        { "nothing", [], "This is no zip, or it was cut off." },
        { "no entries", Zip(), "The zip has 0 files; it may have 1 to 50." },
        { "a zip inside", Zip(("in.csv", Zip(("x.csv", [1])))), "in.csv is a zip inside the zip." },
        {
            "too many", Zip([.. Enumerable.Range(0, 60).Select(number => ($"{number}.csv", new byte[1]))]),
            "The zip has 60 files; it may have 1 to 50."
        },
        { "a bomb", BlankLines, "bomb.csv unpacks to more than 200 times its size." },
        { "a bomb that nobody opens", Damaged(BlankLines, at: 60), "bomb.csv unpacks to more than 200 times its size." },
        { "cut off", Zip(("a.csv", Encoding.UTF8.GetBytes(LedgerHost.Header)))[..40], "This is no zip, or it was cut off." },
        {
            "a bad file", Zip(("a.csv", Encoding.UTF8.GetBytes(LedgerHost.Header + "\nZIP-BAD,SAP\n"))),
            "a.csv: Line 2 has 2 columns, the header 20."
        }
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task AZipThatIsNoBatch_IsRefusedInASentence(string what, byte[] zip, string sentence)
    {
        var (status, answer) = await SendAsync("ZIP-BAD", zip, 100m, 2);

        status.ShouldBe(400, what);
        using var told = System.Text.Json.JsonDocument.Parse(answer);
        told.RootElement.GetProperty("detail").GetString().ShouldBe(sentence, what);
        (await ledgers.LinesAsync("ZIP-BAD")).ShouldBe(0);
    }

    [Fact]
    public async Task AnyDamageToAZip_IsRefusedInASentence()
    {
        var good = Zip(("a.csv", Encoding.UTF8.GetBytes(LedgerHost.File("B-1", LedgerHost.Document("D-1")))));
        for (var at = 0; at < good.Length; at++)
        {
            var damaged = good.ToArray();
            damaged[at] ^= 0x41;

            using var body = new DigestedBody(new MemoryStream(damaged));
            using var copy = new MemoryStream();
            var ledger = new LedgerFile(new StagedRows(copy), StagedCopy.TheMasters, "B-1", "SAP");
            ledger.Begin();
            await using var zip = new LedgerZip();
            await zip.ReceiveAsync(body, TestContext.Current.CancellationToken);
            (await zip.StageAsync(ledger, charset: null, TestContext.Current.CancellationToken))?.Sentence.ShouldEndWith(".");
        }
    }

    [Fact]
    public async Task ADirectoryThatLiesOfItsLength_IsRefusedUnread()
    {
        var zip = Zip(("a.csv", [1]));
        BinaryPrimitives.WriteUInt16LittleEndian(zip.AsSpan(zip.Length - 12), 60_000);

        (await SendAsync("ZIP-BAD", zip, 1m, 1)).Answer.ShouldContain("too many entries");
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return file.ToArray();
    }

    // Whoever opened the file in it would find it damaged.
    private static byte[] Damaged(byte[] zip, int at)
    {
        zip.AsSpan(at, 20).Fill(0xFF);
        return zip;
    }

    private async Task<(int Status, string Answer)> SendAsync(string batch, byte[] zip, decimal total, int lines)
    {
        var request = LedgerHost.Batch(batch, zip, total, lines);
        request.Content!.Headers.ContentType = new("application/zip");
        using var erp = ledgers.Erp("HCC");
        using var response = await erp.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
