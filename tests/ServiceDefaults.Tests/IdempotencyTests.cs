using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Sample.Contracts;
using Shouldly;
using Xunit;

namespace ServiceDefaults.Tests;

/// <summary>K1 to K12 of the quality goals.</summary>
public sealed class IdempotencyTests(SampleHost sample)
{
    private const string Notes = "/api/sample/v1/notes";

    private static string NewKey() => Guid.NewGuid().ToString();

    [Fact]
    public async Task K1_FirstUse_StoresEffectEventAuditAndAnswerTogether()
    {
        using var client = sample.Officer();
        var (reference, key) = (SampleHost.NewReference(), NewKey());

        using var answer = await SampleHost.WriteAsync(client, reference, "first", key);

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        answer.Headers.Contains(Idempotency.ReplayedHeader).ShouldBeFalse();
        (await sample.NotesAsync(reference)).ShouldBe(1);
        (await sample.Service.ToldAsync<NoteWritten>(reference)).Single().Text.ShouldBe("first");
        (await sample.Service.ReadAsync(db => db.Audit.CountAsync(entry => entry.Subject == reference))).ShouldBe(1);
        (await sample.Service.ReadAsync(db => db.Set<StoredAnswer>().CountAsync(stored => stored.Key == key))).ShouldBe(1);
    }

    [Fact]
    public async Task K2_SameKeyAndBody_GetsTheSameBytesAndNoNewEffect()
    {
        using var client = sample.Officer();
        var (reference, key) = (SampleHost.NewReference(), NewKey());
        using var first = await SampleHost.WriteAsync(client, reference, "once", key);

        using var again = await SampleHost.WriteAsync(client, reference, "once", key);

        again.StatusCode.ShouldBe(first.StatusCode);
        (await again.Content.ReadAsByteArrayAsync()).ShouldBe(await first.Content.ReadAsByteArrayAsync());
        again.Headers.GetValues(Idempotency.ReplayedHeader).ShouldBe(["true"]);
        again.Headers.Location.ShouldBe(first.Headers.Location);
        again.Headers.ETag.ShouldBe(first.Headers.ETag);
        again.Content.Headers.ContentType.ShouldBe(first.Content.Headers.ContentType);
        (await sample.NotesAsync(reference)).ShouldBe(1);
        (await sample.Service.ToldAsync<NoteWritten>(reference)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task K2_SameJsonWrittenAnotherWay_IsTheSameBody()
    {
        using var client = sample.Officer();
        var (reference, key) = (SampleHost.NewReference(), NewKey());
        using var first = await SampleHost.WriteAsync(client, reference, "once", key);

        using var again = await SampleHost.SendAsync(
            client, HttpMethod.Post, Notes, SampleHost.Json($$"""{ "text":"once",   "reference":"{{reference}}" }"""), key);

        again.StatusCode.ShouldBe(HttpStatusCode.Created);
        again.Headers.Contains(Idempotency.ReplayedHeader).ShouldBeTrue();
    }

    [Fact]
    public async Task K3_SameKeyForAnotherBodyRouteOrMethod_Is422AndChangesNothing()
    {
        using var client = sample.Officer();
        var (reference, key) = (SampleHost.NewReference(), NewKey());
        using var first = await SampleHost.WriteAsync(client, reference, "original", key);
        var other = SampleHost.NewReference();

        using var otherBody = await SampleHost.WriteAsync(client, other, "other", key);
        using var otherMethod = await SampleHost.SendAsync(
            client, HttpMethod.Put, $"{Notes}/{reference}", JsonContent.Create(new { text = "amended" }), key);
        using var otherRoute = await SampleHost.SendAsync(
            client, HttpMethod.Post, $"{Notes}?again=1", JsonContent.Create(new { reference, text = "original" }), key);

        (await SampleHost.ProblemAsync(otherBody, HttpStatusCode.UnprocessableEntity)).ShouldBe("idempotency-key-reused");
        (await SampleHost.ProblemAsync(otherMethod, HttpStatusCode.UnprocessableEntity)).ShouldBe("idempotency-key-reused");
        (await SampleHost.ProblemAsync(otherRoute, HttpStatusCode.UnprocessableEntity)).ShouldBe("idempotency-key-reused");
        (await sample.NotesAsync(other)).ShouldBe(0);
        (await sample.Service.ReadAsync(db => db.Notes.SingleAsync(note => note.Reference == reference))).Text.ShouldBe("original");
    }

    [Fact]
    public async Task K4_SixtyFourAtOnce_ExecuteOnce()
    {
        using var client = sample.Officer();
        var (reference, key) = (SampleHost.NewReference(), NewKey());

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => SampleHost.WriteAsync(client, reference, "crowd", key)));

        answers.Count(answer => answer.StatusCode is HttpStatusCode.Created && !answer.Headers.Contains(Idempotency.ReplayedHeader))
            .ShouldBe(1);
        answers.Where(answer => answer.StatusCode is not HttpStatusCode.Created)
            .ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Conflict && answer.Headers.RetryAfter != null);
        (await sample.NotesAsync(reference)).ShouldBe(1);
        (await sample.Service.ToldAsync<NoteWritten>(reference)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task K4_FirstStillRunningAfterTwoSeconds_Is409WithRetryAfter()
    {
        using var client = sample.Officer();
        var (reference, key) = (SampleHost.NewReference(), NewKey());
        await using var held = await HoldAsync(reference);
        var first = SampleHost.WriteAsync(client, reference, "slow", key);
        await WaitsAsync(reference);

        using var second = await SampleHost.WriteAsync(client, reference, "slow", key);

        (await SampleHost.ProblemAsync(second, HttpStatusCode.Conflict)).ShouldBe("still-running");
        second.Headers.RetryAfter.ShouldNotBeNull().ToString().ShouldBe("1");
        await held.RollbackAsync();
        (await first).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task K5_AfterMalformedOrRefused_TheCorrectedBodyExecutes()
    {
        using var client = sample.Officer();
        var (reference, key) = (SampleHost.NewReference(), NewKey());

        using var malformed = await SampleHost.SendAsync(client, HttpMethod.Post, Notes, SampleHost.Json("{}"), key);
        using var refused = await SampleHost.WriteAsync(client, reference, "refuse", key);
        using var corrected = await SampleHost.WriteAsync(client, reference, "corrected", key);

        (await SampleHost.ProblemAsync(malformed, HttpStatusCode.BadRequest)).ShouldBe("malformed");
        (await SampleHost.ProblemAsync(refused, HttpStatusCode.Conflict)).ShouldBe("refusal:no-notes");
        corrected.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await sample.Service.ToldAsync<NoteWritten>(reference)).Single().Text.ShouldBe("corrected");
    }

    [Fact]
    public async Task K6_ConnectionLostMidRequest_TheRetryHasTheOneEffect()
    {
        using var client = sample.Officer();
        var (reference, key) = (SampleHost.NewReference(), NewKey());
        await using var held = await HoldAsync(reference);
        var first = SampleHost.WriteAsync(client, reference, "cut off", key);
        var backend = await WaitsAsync(reference);

        await sample.Service.ReadAsync(db => db.Database.ExecuteSqlAsync($"SELECT pg_terminate_backend({backend})"));
        (await first).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await held.RollbackAsync();
        using var retry = await SampleHost.WriteAsync(client, reference, "cut off", key);

        retry.StatusCode.ShouldBe(HttpStatusCode.Created);
        retry.Headers.Contains(Idempotency.ReplayedHeader).ShouldBeFalse();
        (await sample.NotesAsync(reference)).ShouldBe(1);
    }

    [Fact]
    public async Task K7_AfterAFault_TheRetryExecutesInsteadOfRepeatingTheFault()
    {
        using var client = sample.Officer();
        var (reference, key) = (SampleHost.NewReference(), NewKey());

        using var broken = await SampleHost.WriteAsync(client, reference, "break", key);
        using var again = await SampleHost.WriteAsync(client, reference, "break", key);
        (await sample.NotesAsync(reference)).ShouldBe(0);
        using var mended = await SampleHost.WriteAsync(client, reference, "mended", key);

        broken.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        again.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        again.Headers.Contains(Idempotency.ReplayedHeader).ShouldBeFalse();
        mended.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task K8_MissingKey_Is400()
    {
        using var client = sample.Service.Keyless(sample.Servers.Issuers.Token("HCC", "Keyless", "finance-officer"));
        var reference = SampleHost.NewReference();

        using var answer = await SampleHost.WriteAsync(client, reference, "no key");

        (await SampleHost.ProblemAsync(answer, HttpStatusCode.BadRequest)).ShouldBe("malformed");
        (await sample.NotesAsync(reference)).ShouldBe(0);
    }

    [Fact]
    public async Task K9_SameKeyOfAnotherCouncilOrPerson_IsIndependent()
    {
        using var hampshire = sample.Service.Officer("HCC", "Ann", "finance-officer");
        using var colleague = sample.Service.Officer("HCC", "Ben", "finance-officer");
        using var island = sample.Service.Officer("IWC", "Ann", "finance-officer");
        var key = NewKey();
        string[] references = [SampleHost.NewReference(), SampleHost.NewReference(), SampleHost.NewReference()];

        using var first = await SampleHost.WriteAsync(hampshire, references[0], "mine", key);
        using var second = await SampleHost.WriteAsync(colleague, references[1], "mine", key);
        using var third = await SampleHost.WriteAsync(island, references[2], "mine", key);

        foreach (var (answer, reference) in new[] { first, second, third }.Zip(references))
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.Created);
            answer.Headers.Contains(Idempotency.ReplayedHeader).ShouldBeFalse();
            (await answer.Content.ReadAsStringAsync()).ShouldContain(reference);
        }
    }

    [Fact]
    public async Task K9_SameKeyOfAnotherClientOfTheCouncil_IsIndependent()
    {
        var issuers = sample.Servers.Issuers;
        using var payroll = sample.Service.WithToken(Testing.TestIssuers.Sign(issuers.Erp("HCC", "payroll", ["ledger:write"])));
        using var ledger = sample.Service.WithToken(Testing.TestIssuers.Sign(issuers.Erp("HCC", "ledger", ["ledger:write"])));
        var key = NewKey();
        var (one, other) = (SampleHost.NewReference(), SampleHost.NewReference());

        using var first = await SampleHost.SendAsync(payroll, HttpMethod.Post, $"{Notes}/batches/{one}", new StringContent("a\n"), key);
        using var second = await SampleHost.SendAsync(ledger, HttpMethod.Post, $"{Notes}/batches/{other}", new StringContent("a\n"), key);

        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        second.Headers.Contains(Idempotency.ReplayedHeader).ShouldBeFalse();
    }

    [Fact]
    public async Task K10_AfterNinetyDays_TheBusinessKeyStopsASecondEffect()
    {
        using var client = sample.Officer();
        var (reference, key) = (SampleHost.NewReference(), NewKey());
        using var first = await SampleHost.WriteAsync(client, reference, "old", key);
        await AgeAsync(key, days: 89);
        using var replayed = await SampleHost.WriteAsync(client, reference, "old", key);
        await AgeAsync(key, days: 91);

        using var expired = await SampleHost.WriteAsync(client, reference, "old", key);

        replayed.Headers.Contains(Idempotency.ReplayedHeader).ShouldBeTrue();
        (await SampleHost.ProblemAsync(expired, HttpStatusCode.Conflict)).ShouldBe("exists");
        (await sample.NotesAsync(reference)).ShouldBe(1);
    }

    [Fact]
    public async Task K11_FormSentAgainWithAnotherBoundary_IsTheSameBody()
    {
        using var client = sample.Officer();
        var (reference, key) = (SampleHost.NewReference(), NewKey());

        using var first = await SampleHost.SendAsync(client, HttpMethod.Post, $"{Notes}/files", Form(reference, "content"), key);
        using var again = await SampleHost.SendAsync(client, HttpMethod.Post, $"{Notes}/files", Form(reference, "content"), key);
        using var other = await SampleHost.SendAsync(client, HttpMethod.Post, $"{Notes}/files", Form(reference, "forged!"), key);

        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        again.StatusCode.ShouldBe(HttpStatusCode.Created);
        again.Headers.Contains(Idempotency.ReplayedHeader).ShouldBeTrue();
        (await SampleHost.ProblemAsync(other, HttpStatusCode.UnprocessableEntity)).ShouldBe("idempotency-key-reused");
    }

    [Theory]
    [InlineData(256, 'k')]
    [InlineData(8, '\u0001')]
    [InlineData(8, '\u007f')]
    [InlineData(0, 'k')]
    public async Task K12_KeyThatIsTooLongOrUnprintable_Is400(int length, char letter)
    {
        using var client = sample.Officer();
        var reference = SampleHost.NewReference();

        using var answer = await SampleHost.WriteAsync(client, reference, "bad key", new string(letter, length));

        (await SampleHost.ProblemAsync(answer, HttpStatusCode.BadRequest)).ShouldBe("malformed");
        (await sample.NotesAsync(reference)).ShouldBe(0);
    }

    [Fact]
    public async Task K12_KeyOf255Letters_IsTaken()
    {
        using var client = sample.Officer();

        using var answer = await SampleHost.WriteAsync(client, SampleHost.NewReference(), "long key", NewKey().PadRight(255, 'k'));

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task StreamedBody_SentAgain_IsJudgedByItsDigestAtItsEnd()
    {
        using var client = sample.Service.Erp("HCC", "ledger:write");
        var (reference, key) = (SampleHost.NewReference(), NewKey());
        var path = $"{Notes}/batches/{reference}";

        using var first = await SampleHost.SendAsync(client, HttpMethod.Post, path, new StringContent("a\nb\n"), key);
        using var again = await SampleHost.SendAsync(client, HttpMethod.Post, path, new StringContent("a\nb\n"), key);
        using var other = await SampleHost.SendAsync(client, HttpMethod.Post, path, new StringContent("a\nc\n"), key);

        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await again.Content.ReadAsByteArrayAsync()).ShouldBe(await first.Content.ReadAsByteArrayAsync());
        again.Headers.Contains(Idempotency.ReplayedHeader).ShouldBeTrue();
        (await SampleHost.ProblemAsync(other, HttpStatusCode.UnprocessableEntity)).ShouldBe("idempotency-key-reused");
        (await sample.NotesAsync(reference)).ShouldBe(1);
    }

    private Task<int> AgeAsync(string key, int days) => sample.Service.ReadAsync(db => db.Database.ExecuteSqlAsync(
        $"UPDATE idempotency SET stored_at = now() - make_interval(days => {days}) WHERE key = {key}"));

    // Someone else is writing a note of the same reference: an insert of it waits until that one is decided.
    private async Task<NpgsqlTransaction> HoldAsync(string reference)
    {
        var connection = new NpgsqlConnection(sample.Servers.Postgres.OwnerConnectionString(sample.Service.Database));
        await connection.OpenAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var insert = new NpgsqlCommand(
            "INSERT INTO note (id, council, parties, reference, text) VALUES (gen_random_uuid(), 'HCC', '{}', $1, 'held')", connection)
        {
            Parameters = { new() { Value = reference } }
        };
        await insert.ExecuteNonQueryAsync();
        return transaction;
    }

    private Task<int> WaitsAsync(string reference) => Testing.Eventually.BecomesAsync(
        () => sample.Service.ReadAsync(db => db.Database
            .SqlQuery<int>($"SELECT coalesce(max(pid), 0) AS \"Value\" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND wait_event = 'transactionid' AND {reference} <> ''")
            .SingleAsync()),
        pid => pid != 0);

    private static MultipartFormDataContent Form(string name, string content) =>
        new(Guid.NewGuid().ToString()) { { new ByteArrayContent(Encoding.UTF8.GetBytes(content)), "file", name } };
}
