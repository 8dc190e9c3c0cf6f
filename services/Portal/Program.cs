using Microsoft.AspNetCore.HttpOverrides;
using Portal;
using Portal.Clients;
using Portal.SignIn;
using ServiceDefaults;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddServiceDefaults();
builder.AddSharedService("portal");
builder.AddOfficerSignIn();
builder.Services.AddSessions();
builder.AddGatewayClients();
builder.Services.AddSingleton<Councils>();
builder.Services.AddRazorPages();
builder.Services.Configure<RouteOptions>(routes => routes.LowercaseUrls = true);
// The gateway stands before us on the same machine or network; it keeps the host and says the scheme.
builder.Services.Configure<ForwardedHeadersOptions>(forwarded => forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedProto);

var app = builder.Build();

app.UseForwardedHeaders();
app.UsePageHeaders();
app.UseExceptionHandler("/status/500");
app.UseStatusCodePagesWithReExecute("/status/{0}");
app.UseGatewayAnswers();
app.UseStaticFiles();
app.UseRouting();
app.UseAuthentication();
app.UseAuthorization();

app.MapDefaultEndpoints();
app.MapRazorPages();

app.Run();
