using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using Recharging.Agreeing;

namespace Recharging.Tests.Talks;

/// <summary>Files on a line: what they are by their bytes, one of each content, for both councils until withdrawn.</summary>
public sealed class AttachmentTests(IssuedApril april) : IClassFixture<IssuedApril>
{
    private const string Lines = $"/statements/{AprilHost.Statement}/lines";

    private static readonly byte[] Pdf = "%PDF-1.7\n%%EOF"u8.ToArray();

    [Fact]
    public async Task Attachment_IsOneOfItsContent_ServedAsAFile_UntilItsCouncilWithdrawsIt()
    {
        const string path = $"{Lines}/ST2324P01-001/attachments";
        var attached = await AttachedAsync(april.Iwc, path, Pdf, "Zeiterfassung März.pdf");
        var id = Text(attached, "id");
        Text(attached, "contentType").ShouldBe("application/pdf");
        Text(attached, "sha256").ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Pdf)));
        Text(await AttachedAsync(april.Hcc, path, Pdf, "again.pdf"), "id").ShouldBe(id);
        var listed = await AprilHost.GetAsync(april.Hcc, path);
        (await AprilHost.GetAsync(april.Iwc, path)).GetRawText().ShouldBe(listed.GetRawText());
        listed.GetProperty("attachments").GetArrayLength().ShouldBe(1);
        (await AprilHost.GetAsync(april.Hcc, "/notices")).GetProperty("notices").EnumerateArray()
            .Count(notice => Text(notice, "kind") == "line-talked-of" && Text(notice, "about") == "ST2324P01-001").ShouldBe(1);

        using var file = await april.Hcc.GetAsync($"{AprilHost.Api}{path}/{id}");
        (await file.Content.ReadAsByteArrayAsync()).ShouldBe(Pdf);
        file.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
        file.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        file.Content.Headers.ContentDisposition.FileNameStar.ShouldBe("Zeiterfassung März.pdf");
        file.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);

        var reason = new { reason = "Another secondee's timesheet." };
        (await YearHost.RefusedAsync(april.Hcc, $"{path}/{id}/withdrawal", reason)).ShouldBe("403");
        (await YearHost.RefusedAsync(april.Host.Client("IWC", "auditor"), $"{path}/{id}/withdrawal", reason)).ShouldBe("403");
        (await YearHost.RefusedAsync(april.Iwc, $"{path}/{Guid.NewGuid()}/withdrawal", reason)).ShouldBe("404");
        (await YearHost.RefusedAsync(april.Iwc, $"{path}/{id}/withdrawal", new { reason = "short" })).ShouldBe("400");
        await AprilHost.PostAsync(april.Iwc, $"{path}/{id}/withdrawal", reason);
        (await YearHost.RefusedAsync(april.Iwc, $"{path}/{id}/withdrawal", reason)).ShouldBe("attachment-withdrawn");
        using var gone = await april.Iwc.GetAsync($"{AprilHost.Api}{path}/{id}");
        gone.StatusCode.ShouldBe(HttpStatusCode.Gone);
        var kept = (await AprilHost.GetAsync(april.Hcc, path)).GetProperty("attachments")[0];
        Text(kept, "withdrawnBy").ShouldBe("Ivan Finance");
        Text(kept, "withdrawnBecause").ShouldBe(reason.reason);
        Text(await AttachedAsync(april.Hcc, path, Pdf, "own.pdf"), "id").ShouldNotBe(id);
        await CheckDatabaseAsync();
    }

    [Fact]
    public async Task Attachment_IsRefused()
    {
        const string path = $"{Lines}/ST2324P01-002/attachments";
        (await StatusAsync(april.Host.Client("IWC", "auditor"), path, Pdf, "a.pdf")).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(april.Iwc, $"{Lines}/ST2324P01-999/attachments", Pdf, "a.pdf")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(april.Iwc, path, Pdf, null)).ShouldBe(HttpStatusCode.BadRequest);
        foreach (var name in new[] { "../a.pdf", "a\\b.pdf", "invoice\u202Efdp.exe", " ", "a.txt:b.pdf", "what?.pdf", new string('a', 201) })
        {
            (await StatusAsync(april.Iwc, path, Pdf, name)).ShouldBe(HttpStatusCode.BadRequest, name);
        }

        (await StatusAsync(april.Iwc, path, [], "a.pdf")).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync(april.Iwc, path, "MZ\0\0"u8.ToArray(), "a.pdf")).ShouldBe(HttpStatusCode.BadRequest);
        var whole = new byte[AttachToLine.Largest + 1];
        Pdf.CopyTo(whole, 0);
        (await StatusAsync(april.Iwc, path, whole, "a.pdf")).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync(april.Iwc, path, whole[..^1], "a.pdf")).ShouldBe(HttpStatusCode.OK);
        using var unknown = await april.Iwc.GetAsync($"{AprilHost.Api}{path}/{Guid.NewGuid()}");
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var stranger = await april.Host.Stranger().GetAsync(AprilHost.Api + path);
        stranger.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task MorePapersThanALineHasRoomFor_AreRefusedToTheirCouncilOnly()
    {
        const string path = $"{Lines}/ST2324P01-003/attachments";
        for (var number = 1; number <= AttachToLine.MostPapers; number++)
        {
            await AttachedAsync(april.Iwc, path, Encoding.UTF8.GetBytes($"Paper {number}"), $"{number}.txt");
        }

        using var tooMany = await SendAsync(april.Iwc, path, "One more"u8.ToArray(), "more.txt");

        tooMany.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await tooMany.Content.ReadAsStringAsync()).ShouldContain("IWC can put 20 papers of 50 MB in all beside a line");
        await AttachedAsync(april.Hcc, path, "Ours"u8.ToArray(), "ours.txt");
    }

    [Fact]
    public async Task MoreBytesThanALineHasRoomFor_AreRefused()
    {
        const string path = $"{Lines}/ST2324P01-004/attachments";
        for (var number = 1; number <= 5; number++)
        {
            var large = new byte[AttachToLine.Largest];
            Encoding.ASCII.GetBytes($"%PDF-1.7 {number}").CopyTo(large, 0);
            await AttachedAsync(april.Iwc, path, large, $"{number}.pdf");
        }

        (await StatusAsync(april.Iwc, path, Pdf, "small.pdf")).ShouldBe(HttpStatusCode.Conflict);
    }

    // Past the API: another's file is not withdrawn, nothing but its withdrawal changes, no third council reads it.
    private async Task CheckDatabaseAsync()
    {
        foreach (var statement in new[] { "UPDATE line_attachments SET content = ''", "DELETE FROM line_attachments" })
        {
            (await CommentTests.RefusedBySqlAsync(april, "HCC", statement)).ShouldBe(PostgresErrorCodes.InsufficientPrivilege, statement);
        }

        (await CommentTests.RefusedBySqlAsync(april, "IWC", """
            WITH moved AS (UPDATE line_attachments SET withdrawn_by = 'x', withdrawn_at = now(), withdrawn_because = 'x'
                WHERE council = 'HCC' RETURNING 1) SELECT 1 / count(*) FROM moved
            """)).ShouldBe(PostgresErrorCodes.DivisionByZero);
        (await CommentTests.RefusedBySqlAsync(april, "PCC", "SELECT 1 / count(*) FROM line_attachments"))
            .ShouldBe(PostgresErrorCodes.DivisionByZero);
    }

    private static async Task<JsonElement> AttachedAsync(HttpClient client, string path, byte[] content, string name)
    {
        using var answer = await SendAsync(client, path, content, name);
        var told = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, told);
        return JsonElement.Parse(told);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path, byte[] content, string? name)
    {
        using var answer = await SendAsync(client, path, content, name);
        return answer.StatusCode;
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string path, byte[] content, string? name)
    {
        using var body = new ByteArrayContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        body.Headers.ContentDisposition = name is null ? null : new ContentDispositionHeaderValue("attachment") { FileNameStar = name };
        return await client.PostAsync(AprilHost.Api + path, body);
    }

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;
}
