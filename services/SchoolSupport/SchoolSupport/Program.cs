using SchoolSupport;
using SchoolSupport.Catalogue;
using SchoolSupport.Commissions;
using SchoolSupport.Schools;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddSharedService("school-support");
builder.Services.AddValidation();
builder.AddDatabase<SchoolSupportDb>("school-support");
builder.AddMessaging<SchoolSupportDb>("school-support", SchoolSupportEvents.Map);

var app = builder.Build();
if (args is ["migrate"])
{
    await app.MigrateAsync<SchoolSupportDb>();
    return;
}

app.UseSharedService<SchoolSupportDb>();
app.MapDefaultEndpoints();
var api = app.MapApi("school-support");
api.MapSchools();
api.MapCatalogue();
api.MapCommissions();
await app.RunAsync();
