using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Sample;
using ServiceDefaults.Messaging;
using Shouldly;
using Testing;
using Xunit;

namespace ServiceDefaults.Tests;

/// <summary>The sample as a process of its own that dies: what it had promised is kept, what it had not is gone.</summary>
[Collection("One sample at a time listens to the broker")]
public sealed class CrashTests(SampleHost sample)
{
    [Fact]
    public async Task ServiceKilledMidRequest_FreesTheKeyAtOnce()
    {
        var (reference, key) = (SampleHost.NewReference(), Guid.NewGuid().ToString());
        await using var empty = await sample.Servers.StartAsync<SampleDb>("sample");
        await using var connection = new NpgsqlConnection(sample.Servers.Postgres.OwnerConnectionString(empty.Database));
        await connection.OpenAsync();
        await using var held = await connection.BeginTransactionAsync();
        await using (var insert = new NpgsqlCommand(
            "INSERT INTO note (id, council, parties, reference, text) VALUES (gen_random_uuid(), 'HCC', '{}', $1, 'held')", connection)
        {
            Parameters = { new() { Value = reference } }
        })
        {
            await insert.ExecuteNonQueryAsync();
        }

        using (var service = await StartAsync(empty.Database, []))
        {
            using var client = Client(service.Port);
            var first = SampleHost.WriteAsync(client, reference, "cut off", key);
            await Eventually.BecomesAsync(
                () => empty.ReadAsync(db => db.Database.SqlQuery<int>(
                    $"SELECT count(*)::int AS \"Value\" FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'transactionid'").SingleAsync()),
                waiting => waiting == 1);
            service.Process.Kill();
            await first.ShouldThrowAsync<HttpRequestException>();
        }

        await held.RollbackAsync();
        using var officer = empty.WithToken(Token());
        using var retry = await SampleHost.WriteAsync(officer, reference, "cut off", key);

        retry.StatusCode.ShouldBe(HttpStatusCode.Created);
        retry.Headers.Contains(Idempotency.ReplayedHeader).ShouldBeFalse();
        (await empty.ReadAsync(db => db.Notes.CountAsync(note => note.Reference == reference))).ShouldBe(1);
    }

    [Fact]
    public async Task ServiceThatDiesBetweenCommitAndPublish_TellsItAfterItsRestart()
    {
        var rabbit = await sample.BrokerAsync(nameof(CrashTests));
        var reference = SampleHost.NewReference();
        var database = await sample.Servers.CreateDatabaseAsync("sample");
        await using var deaf = await sample.Servers.StartAsync<SampleDb>("sample", database, broker: null);
        KeyValuePair<string, string>[] bus =
        [
            new("ConnectionStrings__bus", rabbit.ConnectionString("sample")), new("CRASH_POINT", "after-commit-before-publish"),
            new("Messaging__Transport", "rabbitmq")
        ];

        using (var service = await StartAsync(database, bus))
        {
            using var client = Client(service.Port);
            var request = SampleHost.WriteAsync(client, reference, "1");
            await service.Process.WaitForExitAsync();
            service.Process.ExitCode.ShouldNotBe(0);
            await Task.WhenAny(request);
        }

        (await deaf.ReadAsync(db => db.Outbox.SingleAsync(message => message.Aggregate == reference))).SentAt.ShouldBeNull();
        using var restarted = await StartAsync(database, [bus[0], bus[2]]);
        await Eventually.BecomesAsync(
            () => deaf.ReadAsync(db => db.Heard.CountAsync(heard => heard.Aggregate == reference)), count => count == 1);
        (await Eventually.BecomesAsync(
            () => deaf.ReadAsync(db => db.Outbox.SingleAsync(message => message.Aggregate == reference)), message => message.SentAt is not null))
            .Version.ShouldBe(1);
    }

    private string Token() => sample.Servers.Issuers.Token("HCC", "Ann", "finance-officer");

    private HttpClient Client(int port)
    {
        var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token());
        client.DefaultRequestHeaders.Add(Idempotency.KeyHeader, Guid.NewGuid().ToString());
        return client;
    }

    private async Task<Running> StartAsync(string database, IEnumerable<KeyValuePair<string, string>> settings)
    {
        var port = Ports.Free();
        var start = new ProcessStartInfo("dotnet", [typeof(SampleDb).Assembly.Location])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        foreach (var (name, value) in (IEnumerable<KeyValuePair<string, string>>)
        [
            new("ASPNETCORE_ENVIRONMENT", "Development"),
            new("ASPNETCORE_URLS", $"http://127.0.0.1:{port}"),
            new("ConnectionStrings__sample", sample.Servers.Postgres.ConnectionString(database, "sample")),
            new("Messaging__Transport", "none"),
            .. sample.Servers.Issuers.Settings().Select(setting =>
                new KeyValuePair<string, string>(setting.Key.Replace(":", "__", StringComparison.Ordinal), setting.Value)),
            .. settings
        ])
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var probe = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await Eventually.BecomesAsync(
            async () =>
            {
                try
                {
                    return (await probe.GetAsync("/alive")).IsSuccessStatusCode;
                }
                catch (HttpRequestException) when (!process.HasExited)
                {
                    return false;
                }
            },
            alive => alive);
        return new Running(process, port);
    }

    private sealed record Running(Process Process, int Port) : IDisposable
    {
        public void Dispose()
        {
            if (!Process.HasExited)
            {
                Process.Kill();
            }

            Process.Dispose();
        }
    }
}
