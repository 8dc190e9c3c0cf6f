using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServiceDefaults;
using ServiceDefaults.Messaging;

namespace Testing;

/// <summary>
/// One service in this process on a fresh, migrated PostgreSQL database. Without a broker, unless one is given: events come in
/// through <see cref="DeliverAsync"/> and are read from the outbox.
/// </summary>
public sealed class ServiceHost<TDb> : IAsyncDisposable
    where TDb : DbContext
{
    private readonly Servers _servers;
    private readonly string _service;
    private readonly string _owner;
    private readonly WebApplicationFactory<TDb> _factory;
    private readonly Lazy<Task<ApiDocument>> _document;

    internal ServiceHost(Servers servers, string service, string database, IEnumerable<KeyValuePair<string, string>> settings)
    {
        _servers = servers;
        _service = service;
        Database = database;
        _owner = servers.Postgres.OwnerConnectionString(database);
        _factory = new Factory(
        [
            new($"ConnectionStrings:{service}", servers.Postgres.ConnectionString(database, service)),
            .. servers.Issuers.Settings(),
            .. settings
        ]);
        _document = new(ReadDocumentAsync);
    }

    public string Database { get; }

    public IServiceProvider Services => _factory.Services;

    /// <summary>Each request with a JSON body that the service took from one of these clients.</summary>
    public ConcurrentQueue<AsDescribed.Taken> Taken { get; } = new();

    /// <summary>What the service says of its own addresses; every exchange of these clients is held against it.</summary>
    public Task<ApiDocument> DocumentAsync() => _document.Value;

    /// <summary>No token at all.</summary>
    public HttpClient Stranger() => _factory.CreateDefaultClient(new KeyEveryWrite(), new AsDescribed(_ => DocumentAsync(), Taken.Enqueue));

    /// <summary>An officer of the council with these roles.</summary>
    public HttpClient Client(string council, params string[] roles) => Officer(council, $"{council} {string.Join(' ', roles)}", roles);

    /// <summary>An officer by name: the same name is the same person.</summary>
    public HttpClient Officer(string council, string name, params string[] roles) =>
        WithToken(_servers.Issuers.Token(council, name, roles));

    /// <summary>The council's ERP client with these scopes.</summary>
    public HttpClient Erp(string council, params string[] scopes) => WithToken(_servers.Issuers.ErpToken(council, scopes));

    public HttpClient WithToken(string token)
    {
        var client = Stranger();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Brings an event to the inbox as the broker would. Its publisher is the one whose contract it is.</summary>
    public Task DeliverAsync(string aggregate, long version, object @event) =>
        DeliverAsync(Deliveries.Envelope(aggregate, version, @event));

    /// <summary>Brings events that arrive together.</summary>
    public Task DeliverAsync(params EventEnvelope[] together) => Services.GetRequiredService<IInbox>().ReceiveAsync(
        [.. together.Select(envelope => new Arrival(envelope, $"{envelope.Publisher}.events"))], CancellationToken.None);

    /// <summary>Sends what it is given, without adding the key that a write needs.</summary>
    public HttpClient Keyless(string token)
    {
        var client = _factory.CreateDefaultClient(new AsDescribed(_ => DocumentAsync(), Taken.Enqueue));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Looks into the database with no council in the way, for asserting only.</summary>
    public async Task<T> ReadAsync<T>(Func<TDb, Task<T>> read)
    {
        var options = new DbContextOptionsBuilder<TDb>().UseNpgsql(_owner).Options;
        await using var db = (TDb)Activator.CreateInstance(typeof(TDb), options)!;
        return await read(db);
    }

    /// <summary>The events that the service has told about an aggregate, first to last.</summary>
    public Task<IReadOnlyList<TEvent>> ToldAsync<TEvent>(string aggregate) => ReadAsync<IReadOnlyList<TEvent>>(async db =>
        (await db.Set<OutboxMessage>()
            .Where(message => message.Aggregate == aggregate && message.Type == typeof(TEvent).FullName)
            .OrderBy(message => message.Version)
            .Select(message => message.Payload)
            .ToListAsync())
        .ConvertAll(payload => JsonSerializer.Deserialize<TEvent>(payload, EventJson.Options)!));

    public async Task SetClockAsync(DateTimeOffset now)
    {
        using var client = Client("HCC", "operator");
        using var answer = await client.PutAsJsonAsync($"/api/{_service}/v1/clock", new { now });
        answer.EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync() => _factory.DisposeAsync();

    private async Task<ApiDocument> ReadDocumentAsync()
    {
        using var anyone = _factory.CreateDefaultClient();
        return new ApiDocument(await anyone.GetStringAsync("/openapi/v1.json"));
    }

    private sealed class Factory(IEnumerable<KeyValuePair<string, string>> settings) : WebApplicationFactory<TDb>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Development");
            foreach (var (key, value) in settings)
            {
                builder.UseSetting(key, value);
            }

            builder.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        }
    }

    /// <summary>Gives each write a key of its own where the test gives none.</summary>
    private sealed class KeyEveryWrite : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method != HttpMethod.Get && !request.Headers.Contains(Idempotency.KeyHeader))
            {
                request.Headers.Add(Idempotency.KeyHeader, Guid.NewGuid().ToString());
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
