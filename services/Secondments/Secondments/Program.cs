using Governance.Contracts;
using Secondments;
using Secondments.Authorities;
using Secondments.Contracts;
using Secondments.HrExtracts;
using Secondments.Placements;
using Secondments.SharedPosts;
using ServiceDefaults;
using ServiceDefaults.Messaging;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddSharedService("secondments");
builder.AddDatabase<SecondmentsDb>("secondments");
builder.AddMessaging<SecondmentsDb>("secondments", SecondmentsEvents.Map);
builder.Services.AddValidation();
builder.Services.AddHrExtractMeasures();

var app = builder.Build();
if (args is ["migrate"])
{
    await app.MigrateAsync<SecondmentsDb>();
    return;
}

app.UseSharedService<SecondmentsDb>();
app.MapDefaultEndpoints();
var api = app.MapApi("secondments");
api.MapHrExtracts();
api.MapPlacements();
api.MapSharedPosts();
api.MapAuthorities();
await app.RunAsync();
