using Gateway;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using ServiceDefaults;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddServiceDefaults();
builder.AddSharedService("gateway");
builder.AddServicesHealth();
builder.Services.AddSingleton(TraceOrigin.Propagator);
builder.Services.Configure<KestrelServerOptions>(builder.Configuration.GetSection("Kestrel"));
builder.AddRateLimitPerClient();
builder.CheckServiceAddresses();
builder.Services.AddSingleton<HungServices>();
builder.Services.AddReverseProxy()
    .LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"))
    .AddServiceDiscoveryDestinationResolver()
    .AddTransforms(AllowedHeaders.Apply)
    .ConfigureHttpClient((_, handler) => handler.ConnectTimeout = ServiceDown.ConnectTimeout);

var app = builder.Build();

app.UseSecurityHeaders();
app.UseCorrelationId();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.UsePlainPaths();
app.UseRouting();
app.UseAuthentication();
app.UseRateLimiter();
app.UseAuthorization();

app.MapDefaultEndpoints();
app.MapApiDescriptions();
app.MapApiReference();
app.MapUnknownApi();
app.MapReverseProxy(proxy =>
{
    proxy.UseBodyLimits();
    proxy.UseServiceDown(app.Services.GetRequiredService<HungServices>());
    proxy.UseLoadBalancing();
});

app.Run();
