using System.Net.Http.Headers;
using Microsoft.AspNetCore.Authentication;

namespace Portal.Clients;

/// <summary>Calls go through the gateway, in the name of the officer who is looking at the page.</summary>
public static class GatewayClients
{
    public static void AddGatewayClients(this WebApplicationBuilder builder)
    {
        var gateway = builder.Configuration["services:gateway:http:0"] is { Length: > 0 } address
            ? new Uri(address)
            : throw new InvalidOperationException("Where is the gateway? Set services__gateway__http__0 to its address.");

        builder.Services.AddTransient<OfficerToken>();
        builder.Services.AddHttpClient<RechargingApi>(client =>
            {
                client.BaseAddress = gateway;
                client.Timeout = TimeSpan.FromSeconds(30);
            })
            .AddHttpMessageHandler<OfficerToken>();
        builder.Services.AddTransient<StatementsClient>();
        builder.Services.AddTransient<ReconciliationsClient>();
        builder.Services.AddTransient<JournalsClient>();
        builder.Services.AddTransient<DisputesClient>();
        builder.Services.AddTransient<WorklistClient>();
        builder.Services.AddTransient<NoticesClient>();
        builder.Services.AddTransient<LedgerFilesClient>();
        builder.Services.AddTransient<CoverClient>();
        builder.Services.AddTransient<InvoicesClient>();
        builder.Services.AddTransient<ReportsClient>();
        builder.Services.AddTransient<BalancesClient>();
    }

    private sealed class OfficerToken(IHttpContextAccessor accessor) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var context = accessor.HttpContext ?? throw new InvalidOperationException("Nobody is looking at a page.");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await context.GetTokenAsync("access_token"));

            return await base.SendAsync(request, cancellationToken);
        }
    }
}
