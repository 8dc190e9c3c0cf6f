using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sample;
using Shouldly;
using Xunit;

namespace ServiceDefaults.Tests;

public sealed class TenancyTests(SampleHost sample)
{
    private const string Notes = "/api/sample/v1/notes";

    [Fact]
    public async Task OwnAndSharedNotes_AreSeen_AndThoseOfTheOtherCouncilAreNotFound()
    {
        using var hampshire = sample.Officer("HCC");
        using var island = sample.Officer("IWC");
        var (own, shared) = (SampleHost.NewReference(), SampleHost.NewReference());
        await SampleHost.WriteAsync(hampshire, own, "ours");
        await hampshire.PostAsJsonAsync(Notes, new { reference = shared, text = "for both", parties = new[] { "HCC", "IWC" } });

        (await hampshire.GetAsync($"{Notes}/{own}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await hampshire.GetAsync($"{Notes}/{shared}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await island.GetAsync($"{Notes}/{shared}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var hidden = await island.GetAsync($"{Notes}/{own}");
        hidden.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        hidden.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var listed = await island.GetFromJsonAsync<List<FindNotes.Response>>(Notes);
        listed.ShouldNotBeNull().ShouldNotContain(note => note.Reference == own);
        listed.ShouldContain(note => note.Reference == shared);
    }

    [Fact]
    public async Task NoteOfTheOtherCouncil_CannotBeAmended()
    {
        using var hampshire = sample.Officer("HCC");
        using var island = sample.Officer("IWC");
        var reference = SampleHost.NewReference();
        await SampleHost.WriteAsync(hampshire, reference, "ours");

        using var answer = await island.PutAsJsonAsync($"{Notes}/{reference}", new { text = "theirs" });

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task ApiRoleWithoutACouncil_SeesNoRow()
    {
        using var client = sample.Officer();
        await SampleHost.WriteAsync(client, SampleHost.NewReference(), "someone's");

        (await ScalarAsync("SET LOCAL ROLE sample_api", "SELECT count(*) FROM note")).ShouldBe(0L);
        (await ScalarAsync("SET LOCAL ROLE sample_worker", "SELECT count(*) > 0 FROM note")).ShouldBe(true);
    }

    [Theory]
    [InlineData("SELECT 1", "SELECT count(*) FROM note")]
    [InlineData("SET LOCAL ROLE sample_api", "SELECT payload FROM outbox")]
    [InlineData("SET LOCAL ROLE sample_api", "SELECT payload FROM inbox")]
    [InlineData("SET LOCAL ROLE sample_api", "UPDATE audit SET actor = 'nobody'")]
    [InlineData("SET LOCAL ROLE sample_worker", "DELETE FROM audit")]
    [InlineData("SET LOCAL ROLE sample_worker", "DELETE FROM outbox")]
    [InlineData("SET LOCAL ROLE sample_worker", "UPDATE outbox SET payload = '{}'")]
    [InlineData("SET LOCAL ROLE sample_api", "UPDATE idempotency SET status = 500")]
    [InlineData("SET LOCAL ROLE sample_owner", "SELECT count(*) FROM note")]
    [InlineData(
        "SET LOCAL ROLE sample_api; SELECT set_config('app.council', 'HCC', true)",
        "INSERT INTO note (id, council, parties, reference, text) VALUES (gen_random_uuid(), 'IWC', '{}', 'forged', '')")]
    public async Task WhatTheServiceMayNotDo_PostgresRefuses(string role, string statement)
    {
        var refused = await Should.ThrowAsync<PostgresException>(() => ScalarAsync(role, statement));

        refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task PooledConnection_CarriesNoRoleOrCouncilOver()
    {
        using var client = sample.Officer();
        await client.GetAsync(Notes);

        (await ScalarAsync("SELECT 1", "SELECT current_user || coalesce(current_setting('app.council', true), '')")).ShouldBe("sample");
    }

    private async Task<object?> ScalarAsync(string role, string statement)
    {
        await using var connection = await sample.Service.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var act = new NpgsqlCommand(role, connection, transaction))
        {
            await act.ExecuteNonQueryAsync();
        }

        await using var command = new NpgsqlCommand(statement, connection, transaction);
        return await command.ExecuteScalarAsync();
    }
}
