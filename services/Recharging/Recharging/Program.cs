using Recharging;
using ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("recharging");
builder.AddDatabase<RechargingDb>("recharging");

var app = builder.Build();
if (args is ["migrate"])
{
    await app.MigrateAsync<RechargingDb>();
    return;
}

app.MapServiceDefaults<RechargingDb>();
app.Run();
