using System.Net.Http.Headers;
using Microsoft.AspNetCore.Authentication;

namespace Portal.Clients;

/// <summary>
/// Calls go through the gateway, in the name of the officer who is looking at the page. Where it is, is found by its name; how long they
/// may take and what is sent again is said for all hosts in ServiceDefaults.
/// </summary>
public static class GatewayClients
{
    public static void AddGatewayClients(this WebApplicationBuilder builder)
    {
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
        Of<OfficersClient>("recharging");
        Of<RateLoadsClient>("recharging");
        Of<InvoicesClient>("recharging");
        Of<ReportsClient>("recharging");
        Of<BalancesClient>("recharging");
        Of<AgendasClient>("governance");

        void Of<TClient>(string service)
            where TClient : class =>
            builder.Services.AddHttpClient<TClient>(client =>
                {
                    client.BaseAddress = new Uri($"http://gateway/api/{service}/v1/");
                    client.Timeout = Timeout.InfiniteTimeSpan;
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
