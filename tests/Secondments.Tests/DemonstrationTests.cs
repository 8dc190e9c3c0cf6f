using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Secondments.Contracts;
using Shouldly;
using Testing;
using Xunit;

namespace Secondments.Tests;

/// <summary>The demonstration's own files, played as the demonstration plays them, on a database of their own.</summary>
public sealed class DemonstrationTests(SecondmentsHost host)
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task TheDemonstrationsPeople_StartUnderTheirReferences_AndNothingForbiddenIsKept()
    {
        var logged = new ConcurrentQueue<string>();
        await using var service = await host.StartAsync(
            new("Logging:LogLevel:Default", "Trace"), new("Logging:Console:LogLevel:Default", "None"));
        using var log = new CapturedLog(logged);
        service.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);

        await SendExtract(service, "HCC", rows: 17, [(11, "fte", "fte-outside-0-1"), (14, "spine_point", "unknown-pay-point")]);
        await SendExtract(service, "IWC", rows: 15, [(8, "employment_ref", "duplicate-row"), (10, "employment_ref", "another-councils-employment")]);
        await PlaySecondments(service);
        await PlaySharedPosts(service);

        var kept = await EverythingKept(service);
        kept.ShouldContain(row => row.Contains("HCC-E1006", StringComparison.Ordinal));
        logged.ShouldContain(line => line.Contains("hr-extracts", StringComparison.Ordinal));
        foreach (var forbidden in ForbiddenValues())
        {
            kept.ShouldAllBe(row => !row.Contains(forbidden, StringComparison.OrdinalIgnoreCase));
            logged.ShouldAllBe(line => !line.Contains(forbidden, StringComparison.OrdinalIgnoreCase));
        }
    }

    private static async Task SendExtract(
        ServiceHost<SecondmentsDb> service, string council, int rows, (int Row, string Column, string Rule)[] notTaken)
    {
        var answer = await service.Erp(council, "hr-extracts:write").SendExtract(FileText($"{council.ToLowerInvariant()}-hr-extract-2023-04.csv")).Expect();

        answer.GetProperty("rows").GetInt32().ShouldBe(rows);
        answer.GetProperty("taken").GetInt32().ShouldBe(rows - 2);
        answer.GetProperty("notTaken").EnumerateArray().Select(row => (
            row.GetProperty("row").GetInt32(), row.GetProperty("column").GetString()!, row.GetProperty("rule").GetString()!)).ShouldBe(notTaken);
        answer.GetProperty("forbiddenFieldsDropped").EnumerateArray().Select(field => field.GetString()).ShouldBe(
            ["ni_number", "date_of_birth", "bank_account", "home_address", "ethnicity", "sickness"]);
    }

    private static async Task PlaySecondments(ServiceHost<SecondmentsDb> service)
    {
        foreach (var person in JsonDocument.Parse(FileText("secondments.json")).RootElement.EnumerateArray())
        {
            var proposal = person.GetProperty("proposal");
            var (home, hosting) = (proposal.GetProperty("homeCouncil").GetString()!, proposal.GetProperty("hostCouncil").GetString()!);
            var made = await service.Client(home, "hr-officer").Send("/secondments", proposal).Expect(HttpStatusCode.Created);
            var reference = Given.Reference(made);
            reference.ShouldBe(person.GetProperty("reference").GetString());

            await service.Client(home, "hr-approver").Send($"/secondments/{reference}/approval").Expect();
            await service.Client(hosting, "hr-approver").Send($"/secondments/{reference}/approval").Expect();
            await service.Client(home, "hr-officer").Send($"/secondments/{reference}/consultation", person.GetProperty("consultation")).Expect();
            foreach (var signature in person.GetProperty("signatures").EnumerateArray())
            {
                var side = signature.GetProperty("signatory").GetString() is "host" ? hosting : home;
                await service.Client(side, "hr-approver").Send($"/secondments/{reference}/signature", signature).Expect();
            }

            await service.Client(home, "hr-officer").Send($"/secondments/{reference}/start", person.GetProperty("start")).Expect();
            (await service.ToldAsync<SecondmentStarted>($"secondment/{reference}")).Count.ShouldBe(1);
        }
    }

    private static async Task PlaySharedPosts(ServiceHost<SecondmentsDb> service)
    {
        foreach (var post in JsonDocument.Parse(FileText("shared-posts.json")).RootElement.EnumerateArray())
        {
            await service.Client(post.GetProperty("homeCouncil").GetString()!, "hr-approver").Send("/shared-posts", post).Expect(HttpStatusCode.Created);
            (await service.ToldAsync<SharedPostShareChanged>($"post/{Given.Reference(post)}")).Count.ShouldBe(1);
        }
    }

    /// <summary>Every row of every table as text, stored answers' bytes included.</summary>
    private static Task<List<string>> EverythingKept(ServiceHost<SecondmentsDb> service) => service.ReadAsync(async db =>
    {
        var tables = await db.Database.SqlQuery<string>(
            $"SELECT tablename::text AS \"Value\" FROM pg_tables WHERE schemaname = 'public'").ToListAsync(Stop);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await connection.OpenAsync(Stop);
        var rows = new List<string>();
        foreach (var table in tables)
        {
            await using var command = new NpgsqlCommand($"SET bytea_output = 'escape'; SELECT t::text FROM \"{table}\" AS t", connection);
            await using var reader = await command.ExecuteReaderAsync(Stop);
            while (await reader.ReadAsync(Stop))
            {
                rows.Add(reader.GetString(0));
            }
        }

        return rows;
    });

    private static IEnumerable<string> ForbiddenValues()
    {
        foreach (var council in new[] { "hcc", "iwc" })
        {
            foreach (var line in FileText($"{council}-hr-extract-2023-04.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
            {
                // The address is quoted and holds a comma: ni, birth, bank, address (two halves), ethnicity, sickness.
                var cells = line.Split(',');
                yield return cells[10];
                yield return cells[11];
                yield return cells[12];
                yield return cells[13].Trim('"');
            }
        }

        foreach (var word in new[] { "Asian British", "back pain", "stress" })
        {
            yield return word;
        }
    }

    private static string FileText(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Demonstration", name));

    private sealed class CapturedLog(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{formatter(state, exception)} {exception}");

        void IDisposable.Dispose()
        {
        }
    }
}
