using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Recharging.Ledgers;

namespace Recharging.Tests.Ledgers;

/// <summary>Batches in JSON, held to the same rules as the same lines in CSV.</summary>
public sealed class JsonBatchTests(LedgerHost ledgers) : IClassFixture<LedgerHost>
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly Gen<string[]> ALine =
        from entity in Gen.Elements("1000", "1000", "2000", "")
        from docRef in Gen.Elements("J-1", "J-2", "café \"1\"", "J\t4", "")
        from line in Gen.Elements("1", "2", "0", "x", "")
        from day in Gen.Elements("2023-04-12", "2023-04-12", "2023-04-31", "")
        from period in Gen.Elements("2023/24-P01", "2023/24-P01", "2022/23-P12", "P1")
        from account in Gen.Elements("51000", "90000", "99999", "")
        from centre in Gen.Elements("CC-100", "CC-9", "")
        from debit in Gen.Elements("100.00", "0.00", "12.5", "12.505", "-1", "1e2", "7", "")
        from credit in Gen.Elements("100.00", "0.00", "0", "abc")
        from currency in Gen.Elements("GBP", "GBP", "EUR", "")
        from text in Gen.Elements("Stationery", "a, \"b\"; c", "=1+1", "£5 – ü 😀", "")
        from reverses in Gen.Elements("", "", "J-1")
        select new[]
        {
            entity, reverses.Length > 0 ? "RV" : "SA", docRef, line, day, day, period, account, centre, "", "", debit, credit, currency, "S0", "0.00",
            text, "", reverses
        };

    [Fact]
    public void TheSameLines_ComeToTheSame_InJsonAsInCsv_InWhateverPiecesTheyArrive() => Property.Holds(
        from lines in ALine.NonEmptyListOf()
        from piece in Gen.Elements(1, 3, 100, 4096)
        from plain in Gen.Elements(true, false)
        select (Lines: (IReadOnlyList<string[]>)lines.ToList(), Piece: piece, Plain: plain),
        any =>
        {
            var csv = StagedCopy.ReadAsync(Encoding.UTF8.GetBytes(Csv(any.Lines)), batchId: "J").GetAwaiter().GetResult();
            var json = StagedCopy.ReadJsonAsync(Json(any.Lines, any.Plain), any.Piece, "J").GetAwaiter().GetResult();

            json.Refusal.ShouldBe(csv.Refusal);
            json.Lines.Select(line => string.Join('|', line)).ShouldBe(csv.Lines.Select(line => string.Join('|', line)));
            json.Faults.ShouldBe(csv.Faults.Select(fault => fault with { Line = fault.Line - 1 }));
            (json.File.Lines, json.File.TotalDebit, json.File.TotalCredit).ShouldBe((csv.File.Lines, csv.File.TotalDebit, csv.File.TotalCredit));
            json.File.MayBeOutOfBalance.ShouldBe(csv.File.MayBeOutOfBalance);
        },
        times: 200);

    [Fact]
    public void ADamagedBatch_IsReadOrRefusedInASentence()
    {
        var good = Json([Fields(LedgerHost.Document("D-1")[0]), Fields(LedgerHost.Document("D-1")[1])], plain: true);
        Property.Holds(
            from at in Gen.Choose(0, good.Length - 1)
            from letter in Gen.Choose(0, 255)
            from taken in Gen.Choose(0, 2)
            from put in Gen.Choose(0, 2)
            from piece in Gen.Elements(1, 4096)
            select (Body: (byte[])[.. good[..at], .. Enumerable.Repeat((byte)letter, put), .. good[Math.Min(at + taken, good.Length)..]], Piece: piece),
            any => StagedCopy.ReadJsonAsync(any.Body, any.Piece, "J").GetAwaiter().GetResult().Refusal?.ShouldEndWith("."),
            times: 500);
    }

    [Fact]
    public async Task ABatchInJson_IsPosted_RefusedByItsProperties_AndKnownAgain()
    {
        string[] lines = [.. LedgerHost.Document("JS-1"), .. LedgerHost.Document("JS-2", account: "99999"), .. LedgerHost.Document("JS-3")];
        var body = Json([.. lines.Select(Fields)], plain: true, "JS");

        var (status, answer, _) = await ledgers.SendAsync("HCC", Request("JS", body, 300m, 6));

        status.ShouldBe(201, answer.ToString());
        (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("acceptedDocuments").GetInt32()).ShouldBe((4, 2));
        answer.GetProperty("files")[0].GetProperty("format").GetString().ShouldBe("json");
        var refusal = answer.GetProperty("refusals").EnumerateArray().ShouldHaveSingleItem();
        (refusal.GetProperty("line").GetInt32(), refusal.GetProperty("column").GetString(), refusal.GetProperty("value").GetString(),
            refusal.GetProperty("rule").GetString()).ShouldBe((3, "account", "99999", "unknown-account"));
        (await ledgers.SendAsync("HCC", Request("JS", body, 300m, 6))).Status.ShouldBe(200);
        (await ledgers.SendAsync("HCC", Request("JS", [.. body, (byte)' '], 300m, 6))).Status.ShouldBe(409);

        var asCsv = await ledgers.SendAsync("HCC", LedgerHost.Batch("JS-CSV", LedgerHost.File("JS-CSV", LedgerHost.Document("JS-1"))));
        asCsv.Answer.GetProperty("alreadyHeld").GetInt32().ShouldBe(2);
    }

    [Theory]
    [InlineData("", "After 0 lines of the batch, line 1 of the body is not JSON.")]
    [InlineData("[]", "The body is no JSON object with batch_id, source_system and lines.")]
    [InlineData("""{"batch_id":"J","source_system":"SAP"}""", "The object has no lines.")]
    [InlineData("""{"batch_id":"J","source_system":"SAP","lines":[]}""", "The batch has no lines.")]
    [InlineData("""{"batch_id":"J","source_system":"SAP","lines":{}}""", "The lines are an array of objects.")]
    [InlineData("""{"batch_id":"J","colour":"red","lines":[]}""", "Before the lines, there is no column 'colour' here.")]
    [InlineData("""{"batch_id":"J","source_system":"SAP","lines":[1]}""", "Line 1 is no object.")]
    [InlineData("""{"batch_id":"J","source_system":"SAP","lines":[{"colour":1}]}""", "Line 1: there is no column 'colour' here.")]
    [InlineData("""{"batch_id":"J","source_system":"SAP","lines":[{"text":"a","text":"b"}]}""", "Line 1: the column text stands there twice.")]
    [InlineData("""{"batch_id":"J","source_system":"SAP","lines":[{"text":["a"]}]}""", "Line 1: text is a text, a number or null.")]
    [InlineData("""{"batch_id":"J","source_system":"SAP","lines":[{"text":"\ud800"}]}""", "Line 1: text is a text, a number or null.")]
    [InlineData("""{"batch_id":"K","source_system":"SAP","lines":[{}]}""", "Line 1 is of batch 'K', the request of batch 'J'.")]
    [InlineData("""{"batch_id":"J","source_system":"SAP","lines":[{}],"more":1}""", "After the lines comes nothing.")]
    [InlineData("""{"batch_id":"J","source_system":"SAP","lines":[{}]} x""", "After 1 lines of the batch, line 1 of the body is not JSON.")]
    public async Task AJsonThatIsNoBatch_IsRefusedWhole(string body, string sentence)
    {
        var (status, answer, _) = await ledgers.SendAsync("HCC", Request("J", Encoding.UTF8.GetBytes(body), 0m, 1));

        status.ShouldBe(400);
        answer.GetProperty("detail").GetString().ShouldBe(sentence);
    }

    private static HttpRequestMessage Request(string batch, byte[] body, decimal total, int lines)
    {
        var request = LedgerHost.Batch(batch, body, total, lines);
        request.Content!.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return request;
    }

    private static string[] Fields(string line) => [.. ("1000," + line).Split(','), ""];

    private static string Csv(IReadOnlyList<string[]> lines) => string.Join('\n',
    [
        $"{LedgerHost.Header},reverses",
        .. lines.Select(line => $"J,SHARED-SERVICES,{string.Join(',', line.Select(field => $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\""))}")
    ]);

    // Plain as a person writes it, with numbers as numbers and without what is empty; or all in texts, escaped.
    private static byte[] Json(IReadOnlyList<string[]> lines, bool plain, string batch = "J") => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(
        new
        {
            batch_id = batch,
            source_system = batch == "J" ? "SHARED-SERVICES" : "SAP",
            lines = lines.Select(line => LedgerColumns.Names.Skip(2).Zip(line)
                .Where(field => !plain || field.Second.Length > 0)
                .ToDictionary(field => field.First, field => Value(field.Second, plain && field.First is "debit" or "credit" or "line_no")))
        },
        plain ? Indented : JsonSerializerOptions.Default));

    private static object Value(string text, bool asNumber) =>
        asNumber && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : text;
}
