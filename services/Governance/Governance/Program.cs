using Governance;
using Governance.Agendas;
using Governance.Agreements;
using Governance.Bodies;
using Governance.Decisions;
using Governance.Directions;
using Governance.JointPersons;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddSharedService("governance");
builder.Services.AddValidation();
builder.AddDatabase<GovernanceDb>("governance");
builder.AddMessaging<GovernanceDb>("governance", GovernanceEvents.Map);

var app = builder.Build();
if (args is ["migrate"])
{
    await app.MigrateAsync<GovernanceDb>();
    return;
}

app.UseSharedService<GovernanceDb>();
app.MapDefaultEndpoints();
var api = app.MapApi("governance");
api.MapBodies();
api.MapFindAgenda();
api.MapPlaceItem();
api.MapDecisions();
api.MapDirections();
api.MapAgreements();
api.MapJointPersons();
await app.RunAsync();
