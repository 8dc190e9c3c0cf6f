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
        Of<StatementsClient>("recharging");
        Of<TalksClient>("recharging");
        Of<ReconciliationsClient>("recharging");
        Of<JournalsClient>("recharging");
        Of<DisputesClient>("recharging");
        Of<WorklistClient>("recharging");
        Of<NoticesClient>("recharging");
        Of<LedgerFilesClient>("recharging");
        Of<ErpMappingClient>("recharging");
        Of<CoverClient>("recharging");
        Of<InvoicesClient>("recharging");
        Of<ReportsClient>("recharging");
        Of<BalancesClient>("recharging");
        Of<AgendasClient>("governance");

        void Of<TClient>(string service)
            where TClient : class =>
            builder.Services.AddHttpClient<TClient>(client =>
                {
                    client.BaseAddress = new Uri(gateway, $"api/{service}/v1/");
                    // As long as the gateway waits for an answer: what is given up sooner is rolled back, and never gets done.
                    client.Timeout = TimeSpan.FromMinutes(10);
                })
                .AddHttpMessageHandler<OfficerToken>();
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
