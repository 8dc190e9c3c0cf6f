using Orchestration;

namespace Testing;

/// <summary>The run's RabbitMQ, as one suite sees it: a virtual host of its own, and one user per service that may write to its own exchange only.</summary>
public sealed class RabbitServer(PlatformApp system, string virtualHost)
{
    public string AdministratorConnectionString => ConnectionString(Servers.Administrator);

    public string ConnectionString(string user)
    {
        var server = new Uri(system.ConnectionString("bus"));
        return $"amqp://{user}:{Servers.PasswordOf(user)}@{server.Host}:{server.Port}/{virtualHost}";
    }

    /// <summary>SIGKILL: what a crash leaves behind is what the next start finds.</summary>
    public Task KillAsync() => system.KillAsync("bus");

    /// <summary>Starts it again on the same data and port.</summary>
    public Task RestartAsync() => system.RestartAsync("bus");
}
