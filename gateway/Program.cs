using Gateway;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using ServiceDefaults;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddServiceDefaults("gateway");
builder.Services.AddHttpClient(nameof(ServicesHealth), client => client.Timeout = ServicesHealth.Patience);
builder.Services.AddHealthChecks().AddCheck<ServicesHealth>("services", tags: ["ready"]);
builder.Services.AddSingleton(TraceOrigin.Propagator);
builder.Services.Configure<KestrelServerOptions>(builder.Configuration.GetSection("Kestrel"));
builder.AddRateLimitPerClient();
builder.Services.AddReverseProxy()
    .LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"))
    .AddConfigFilter<ServiceAddresses>()
    .AddTransforms(AllowedHeaders.Apply)
    .ConfigureHttpClient((_, handler) => handler.ConnectTimeout = ServiceDown.ConnectTimeout);

var app = builder.Build();

app.UseTelemetry();
app.UseSecurityHeaders();
app.UseCorrelationId();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.UsePlainPaths();
app.UseRouting();
app.UseAuthentication();
app.UseRateLimiter();
app.UseAuthorization();

app.MapHealth();
app.MapApiDescriptions();
app.MapUnknownApi();
app.MapReverseProxy(proxy =>
{
    proxy.UseBodyLimits();
    proxy.UseServiceDown();
    proxy.UseLoadBalancing();
});

app.Run();
