using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests;

/// <summary>What stands behind the gateway: says what it received, and behaves as a test wants it to.</summary>
public sealed class Backend : IAsyncDisposable
{
    private readonly WebApplication _app = LocalServer.Build();
    private volatile bool _healthy = true;
    private volatile string _says = "";
    private volatile Task _answersAfter = Task.CompletedTask;
    private volatile Task _isAliveAfter = Task.CompletedTask;
    private int _askedWhetherAlive;

    private Backend()
    {
        _app.MapGet("/health", async () =>
        {
            await _isAliveAfter;
            return Results.Text(_says, "application/json", statusCode: _healthy ? 200 : 503);
        });
        _app.MapGet("/alive", async () =>
        {
            Interlocked.Increment(ref _askedWhetherAlive);
            await _isAliveAfter;
            return Results.Ok();
        });
        _app.Map("/{**rest}", context => Answer(context));
    }

    public sealed record Received(string Method, string Path, IReadOnlyDictionary<string, string> Headers, long BodyBytes);

    public string Address => _app.Address();

    public ConcurrentQueue<Received> Requests { get; } = new();

    /// <summary>Completes when the first bytes of a body arrive, long before the last are sent, if nobody holds them back.</summary>
    public TaskCompletionSource FirstBytes { get; private set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How often somebody wondered.</summary>
    public int AskedWhetherAlive => Volatile.Read(ref _askedWhetherAlive);

    /// <summary>Long work: requests have their answers only then, and the process answers that it is alive.</summary>
    public Task AnswersAfter
    {
        set => _answersAfter = value;
    }

    /// <summary>Takes connections and requests and answers nothing until then, like a process that SIGSTOP holds.</summary>
    public Task HangsUntil
    {
        set => (_answersAfter, _isAliveAfter) = (value, value);
    }

    public bool Healthy
    {
        set => _healthy = value;
    }

    /// <summary>What its health answers, as a service does.</summary>
    public string HealthSays
    {
        set => _says = value;
    }

    public static async Task<Backend> Start()
    {
        var backend = new Backend();
        await backend._app.StartAsync();
        return backend;
    }

    public void ExpectNewBody() => FirstBytes = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Answer(HttpContext context)
    {
        var buffer = new byte[64 * 1024];
        long total = 0;
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer)) > 0)
        {
            total += read;
            FirstBytes.TrySetResult();
        }

        Requests.Enqueue(new Received(
            context.Request.Method,
            context.Request.Path + context.Request.QueryString,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            total));
        await _answersAfter;
        context.Response.Headers.Server = "a server that names itself";
        await context.Response.WriteAsJsonAsync(new { path = context.Request.Path.Value, bytes = total });
    }
}
