using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SharedServices.AppHost;

var builder = DistributedApplication.CreateBuilder(args);

var postgresPassword = builder.AddParameter("postgres-password", secret: true);
var governancePassword = builder.AddParameter("governance-password", secret: true);
var secondmentsPassword = builder.AddParameter("secondments-password", secret: true);
var schoolSupportPassword = builder.AddParameter("school-support-password", secret: true);
var rechargingPassword = builder.AddParameter("recharging-password", secret: true);
var busUser = builder.AddParameter("bus-user");
var busPassword = builder.AddParameter("bus-password", secret: true);

var postgres = builder.AddPostgres("postgres", password: postgresPassword).WithImageTag("17.5").WithDataVolume().RunAsProgram("postgres.sh");
var governanceDb = postgres.AddDatabase("governance-db", "governance");
var secondmentsDb = postgres.AddDatabase("secondments-db", "secondments");
var schoolSupportDb = postgres.AddDatabase("school-support-db", "school_support");
var rechargingDb = postgres.AddDatabase("recharging-db", "recharging");

var definitions = builder.Configuration["Definitions"] ?? "Broker/definitions.json";
var bus = builder.AddRabbitMQ("bus", busUser, busPassword).WithImageTag("4.1-management").WithDataVolume()
    .WithBindMount(definitions, "/etc/rabbitmq/definitions.json", isReadOnly: true)
    .WithBindMount("Broker/definitions.conf", "/etc/rabbitmq/conf.d/30-definitions.conf", isReadOnly: true)
    .WithEnvironment("DEFINITIONS", Path.GetFullPath(definitions, builder.AppHostDirectory))
    .RunAsProgram("rabbitmq.sh", "EPMD_PORT", "DIST_PORT");

var identity = builder.AddExecutable("identity", "node", "Identity", "server.mjs")
    .WithHttpEndpoint(port: builder.KnownPort(5102), env: "PORT", isProxied: false).WithHttpHealthCheck("/health");

// What a service hears waits in its queue, which its step makes: so nobody tells anything before every step is done.
var governanceMigrations = builder.AddProject<Projects.Governance>("governance-migrations", launchProfileName: null).WithArgs("migrate")
    .WithReference(governanceDb, "governance-owner").WithLogins("governance", governanceDb, bus, governancePassword)
    .WaitFor(governanceDb).WaitFor(bus);

var secondmentsMigrations = builder.AddProject<Projects.Secondments>("secondments-migrations", launchProfileName: null).WithArgs("migrate")
    .WithReference(secondmentsDb, "secondments-owner").WithLogins("secondments", secondmentsDb, bus, secondmentsPassword)
    .WaitFor(secondmentsDb).WaitFor(bus);

var schoolSupportMigrations = builder.AddProject<Projects.SchoolSupport>("school-support-migrations", launchProfileName: null).WithArgs("migrate")
    .WithReference(schoolSupportDb, "school-support-owner").WithLogins("school-support", schoolSupportDb, bus, schoolSupportPassword)
    .WaitFor(schoolSupportDb).WaitFor(bus);

var rechargingMigrations = builder.AddProject<Projects.Recharging>("recharging-migrations", launchProfileName: null).WithArgs("migrate")
    .WithReference(rechargingDb, "recharging-owner").WithLogins("recharging", rechargingDb, bus, rechargingPassword)
    .WaitFor(rechargingDb).WaitFor(bus);

var governance = builder.AddProject<Projects.Governance>("governance", launchProfileName: null)
    .WithHttpEndpoint(isProxied: false).WithHttpHealthCheck("/health")
    .WithLogins("governance", governanceDb, bus, governancePassword).WithSignIn(identity)
    .WaitForCompletion(governanceMigrations).WaitForCompletion(secondmentsMigrations)
    .WaitForCompletion(schoolSupportMigrations).WaitForCompletion(rechargingMigrations).WaitFor(bus).WaitFor(identity);

var secondments = builder.AddProject<Projects.Secondments>("secondments", launchProfileName: null)
    .WithHttpEndpoint(isProxied: false).WithHttpHealthCheck("/health")
    .WithLogins("secondments", secondmentsDb, bus, secondmentsPassword).WithSignIn(identity)
    .WaitForCompletion(governanceMigrations).WaitForCompletion(secondmentsMigrations)
    .WaitForCompletion(schoolSupportMigrations).WaitForCompletion(rechargingMigrations).WaitFor(bus).WaitFor(identity);

var schoolSupport = builder.AddProject<Projects.SchoolSupport>("school-support", launchProfileName: null)
    .WithHttpEndpoint(isProxied: false).WithHttpHealthCheck("/health")
    .WithLogins("school-support", schoolSupportDb, bus, schoolSupportPassword).WithSignIn(identity)
    .WaitForCompletion(governanceMigrations).WaitForCompletion(secondmentsMigrations)
    .WaitForCompletion(schoolSupportMigrations).WaitForCompletion(rechargingMigrations).WaitFor(bus).WaitFor(identity);

var recharging = builder.AddProject<Projects.Recharging>("recharging", launchProfileName: null)
    .WithHttpEndpoint(isProxied: false).WithHttpHealthCheck("/health")
    .WithLogins("recharging", rechargingDb, bus, rechargingPassword).WithSignIn(identity)
    .WaitForCompletion(governanceMigrations).WaitForCompletion(secondmentsMigrations)
    .WaitForCompletion(schoolSupportMigrations).WaitForCompletion(rechargingMigrations).WaitFor(bus).WaitFor(identity);

var gateway = builder.AddProject<Projects.Gateway>("gateway", launchProfileName: null)
    .WithHttpEndpoint(port: builder.KnownPort(5100), isProxied: false).WithHttpHealthCheck("/health").WithExternalHttpEndpoints()
    .WithReference(governance).WithReference(secondments).WithReference(schoolSupport).WithReference(recharging)
    .WithSignIn(identity)
    .WaitFor(governance).WaitFor(secondments).WaitFor(schoolSupport).WaitFor(recharging);

var portal = builder.AddProject<Projects.Portal>("portal", launchProfileName: null)
    .WithHttpEndpoint(port: builder.KnownPort(5101), isProxied: false).WithHttpHealthCheck("/health")
    .WithReference(gateway).WithSignIn(identity)
    .WithEnvironment("SignIn__ClientId", "portal").WithEnvironment("SignIn__ClientSecret", "portal-development")
    .WaitFor(gateway);

// Officers reach the portal through the gateway, and the identity provider sends them back there.
gateway.WithReference(portal);
identity.WithEnvironment("ASPNETCORE_ENVIRONMENT", "Development").WithEnvironment("ORIGIN", identity.GetEndpoint("http"))
    .WithEnvironment("GATEWAY_URL", gateway.GetEndpoint("http")).WithEnvironment("PORTAL_URL", portal.GetEndpoint("http"));

builder.AddProject<Projects.Demonstration>("demonstration", launchProfileName: null)
    .WithArgs("play")
    .WithReference(gateway).WithReference(identity.GetEndpoint("http"))
    .WaitFor(gateway).WaitFor(portal);

builder.RunProjectsAsBuilt();
// Before Aspire's own, which return when all is started.
builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService, Terminal>());
builder.Services.Insert(1, ServiceDescriptor.Singleton<IHostedService, Supervision>());

if (builder.ExecutionContext.IsRunMode && builder.WhatStandsInTheWay(5100, 5101, 5102) is { } trouble)
{
    Console.Error.WriteLine(trouble);
    return 1;
}

builder.Build().Run();
return 0;
