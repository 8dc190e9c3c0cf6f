using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Caching.Distributed;

namespace Portal.SignIn;

/// <summary>
/// Sessions are kept here and not in the cookie, which only names one: once an officer has signed out, a copy of the cookie names
/// nothing. Access tokens never leave the portal.
/// </summary>
public sealed class Sessions(IDistributedCache kept, TimeProvider clock) : ITicketStore
{
    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var name = $"session/{Convert.ToHexString(RandomNumberGenerator.GetBytes(32))}";
        await RenewAsync(name, ticket);
        return name;
    }

    public Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        var until = ticket.Properties.ExpiresUtc ?? throw new InvalidOperationException("A session that would never end.");
        return until <= clock.GetUtcNow()
            ? kept.RemoveAsync(key)
            : kept.SetAsync(
                key, TicketSerializer.Default.Serialize(ticket), new DistributedCacheEntryOptions { AbsoluteExpiration = until });
    }

    public async Task<AuthenticationTicket?> RetrieveAsync(string key) =>
        await kept.GetAsync(key) is { } ticket ? TicketSerializer.Default.Deserialize(ticket) : null;

    public Task RemoveAsync(string key) => kept.RemoveAsync(key);
}

/// <summary>One line of a program: its cookie sessions are kept on the server.</summary>
public static class SessionsOnTheServer
{
    public static void AddSessions(this IServiceCollection services)
    {
        services.AddDistributedMemoryCache();
        services.AddSingleton<ITicketStore, Sessions>();
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<ITicketStore>((cookie, sessions) => cookie.SessionStore = sessions);
    }
}
