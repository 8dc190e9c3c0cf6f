using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Sample.Contracts;
using ServiceDefaults.Messaging;
using Shouldly;
using Xunit;

namespace ServiceDefaults.Tests;

public sealed class OutboxTests(SampleHost sample)
{
    [Fact]
    public async Task EventsOfOneAggregate_CountWithoutGaps_ThroughRollbacksAndCrowds()
    {
        using var client = sample.Officer();
        var reference = SampleHost.NewReference();
        await SampleHost.WriteAsync(client, reference, "refuse");
        await SampleHost.WriteAsync(client, reference, "break");
        await SampleHost.WriteAsync(client, reference, "first");

        await Parallel.ForAsync(0, 20, async (number, token) =>
        {
            var answer = HttpStatusCode.PreconditionFailed;
            while (answer is HttpStatusCode.PreconditionFailed)
            {
                answer = (await client.PutAsJsonAsync($"/api/sample/v1/notes/{reference}", new { text = $"{number}" }, token)).StatusCode;
            }

            answer.ShouldBe(HttpStatusCode.NoContent);
        });

        var told = await sample.Service.ReadAsync(db => db.Outbox
            .Where(message => message.Aggregate == reference).OrderBy(message => message.Position).ToListAsync());
        told.Select(message => message.Version).ShouldBe(Enumerable.Range(1, 41).Select(version => (long)version));
        told.Skip(1).Select(message => message.Type).Chunk(2)
            .ShouldAllBe(pair => pair[0] == typeof(NoteWritten).FullName && pair[1] == typeof(NoteFiled).FullName);
        told.Select(message => message.Partition).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task EventThatTheServiceDoesNotList_IsNotStored()
    {
        var unlisted = new Unlisted { OccurredAt = TimeProvider.System.GetUtcNow() };
        await using var scope = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.CreateAsyncScope(sample.Service.Services);
        var db = (Sample.SampleDb)scope.ServiceProvider.GetService(typeof(Sample.SampleDb))!;
        db.Outbox.Enqueue("A", unlisted);

        var refused = await Should.ThrowAsync<InvalidOperationException>(() => db.SaveChangesAsync());

        refused.Message.ShouldContain(nameof(Unlisted));
    }

    private sealed record Unlisted
    {
        public required DateTimeOffset OccurredAt { get; init; }
    }
}
