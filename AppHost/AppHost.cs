using SharedServices.AppHost;

var builder = DistributedApplication.CreateBuilder(args);

var governancePassword = builder.AddParameter("governance-password", secret: true);
var secondmentsPassword = builder.AddParameter("secondments-password", secret: true);
var schoolSupportPassword = builder.AddParameter("school-support-password", secret: true);
var rechargingPassword = builder.AddParameter("recharging-password", secret: true);
var busUser = builder.AddParameter("bus-user");
var busPassword = builder.AddParameter("bus-password", secret: true);

var postgres = builder.AddPostgres("postgres").WithImageTag("17.5").WithDataVolume();
var governanceDb = postgres.AddDatabase("governance-db", "governance");
var secondmentsDb = postgres.AddDatabase("secondments-db", "secondments");
var schoolSupportDb = postgres.AddDatabase("school-support-db", "school_support");
var rechargingDb = postgres.AddDatabase("recharging-db", "recharging");

var bus = builder.AddRabbitMQ("bus", busUser, busPassword).WithImageTag("4.1-management").WithDataVolume()
    .WithBindMount("Broker/definitions.json", "/etc/rabbitmq/definitions.json", isReadOnly: true)
    .WithBindMount("Broker/definitions.conf", "/etc/rabbitmq/conf.d/30-definitions.conf", isReadOnly: true);

var identityPackages = builder.AddExecutable("identity-packages", "npm", "Identity", "ci");

var identity = builder.AddExecutable("identity", "node", "Identity", "server.mjs")
    .WithHttpEndpoint(port: 5102, env: "PORT")
    .WithHttpHealthCheck("/health")
    .WaitForCompletion(identityPackages);

// What a service hears waits in its queue, which its step makes: so nobody tells anything before every step is done.
var governanceMigrations = builder.AddProject<Projects.Governance>("governance-migrations", launchProfileName: null)
    .WithArgs("migrate")
    .WithReference(governanceDb, "governance-owner").WithLogin("governance", governanceDb, governancePassword)
    .WithBusUser("governance", bus, governancePassword)
    .WaitFor(governanceDb).WaitFor(bus);

var secondmentsMigrations = builder.AddProject<Projects.Secondments>("secondments-migrations", launchProfileName: null)
    .WithArgs("migrate")
    .WithReference(secondmentsDb, "secondments-owner").WithLogin("secondments", secondmentsDb, secondmentsPassword)
    .WithBusUser("secondments", bus, secondmentsPassword)
    .WaitFor(secondmentsDb).WaitFor(bus);

var schoolSupportMigrations = builder.AddProject<Projects.SchoolSupport>("school-support-migrations", launchProfileName: null)
    .WithArgs("migrate")
    .WithReference(schoolSupportDb, "school-support-owner").WithLogin("school-support", schoolSupportDb, schoolSupportPassword)
    .WithBusUser("school-support", bus, schoolSupportPassword)
    .WaitFor(schoolSupportDb).WaitFor(bus);

var rechargingMigrations = builder.AddProject<Projects.Recharging>("recharging-migrations", launchProfileName: null)
    .WithArgs("migrate")
    .WithReference(rechargingDb, "recharging-owner").WithLogin("recharging", rechargingDb, rechargingPassword)
    .WithBusUser("recharging", bus, rechargingPassword)
    .WaitFor(rechargingDb).WaitFor(bus);

var governance = builder.AddProject<Projects.Governance>("governance", launchProfileName: null)
    .WithHttpEndpoint().WithHttpHealthCheck("/health")
    .WithLogin("governance", governanceDb, governancePassword).WithBusUser("governance", bus, governancePassword).WithSignIn(identity)
    .WaitForCompletion(governanceMigrations).WaitForCompletion(secondmentsMigrations)
    .WaitForCompletion(schoolSupportMigrations).WaitForCompletion(rechargingMigrations).WaitFor(bus).WaitFor(identity);

var secondments = builder.AddProject<Projects.Secondments>("secondments", launchProfileName: null)
    .WithHttpEndpoint().WithHttpHealthCheck("/health")
    .WithLogin("secondments", secondmentsDb, secondmentsPassword).WithBusUser("secondments", bus, secondmentsPassword).WithSignIn(identity)
    .WaitForCompletion(governanceMigrations).WaitForCompletion(secondmentsMigrations)
    .WaitForCompletion(schoolSupportMigrations).WaitForCompletion(rechargingMigrations).WaitFor(bus).WaitFor(identity);

var schoolSupport = builder.AddProject<Projects.SchoolSupport>("school-support", launchProfileName: null)
    .WithHttpEndpoint().WithHttpHealthCheck("/health")
    .WithLogin("school-support", schoolSupportDb, schoolSupportPassword).WithBusUser("school-support", bus, schoolSupportPassword)
    .WithSignIn(identity)
    .WaitForCompletion(governanceMigrations).WaitForCompletion(secondmentsMigrations)
    .WaitForCompletion(schoolSupportMigrations).WaitForCompletion(rechargingMigrations).WaitFor(bus).WaitFor(identity);

var recharging = builder.AddProject<Projects.Recharging>("recharging", launchProfileName: null)
    .WithHttpEndpoint().WithHttpHealthCheck("/health")
    .WithLogin("recharging", rechargingDb, rechargingPassword).WithBusUser("recharging", bus, rechargingPassword).WithSignIn(identity)
    .WaitForCompletion(governanceMigrations).WaitForCompletion(secondmentsMigrations)
    .WaitForCompletion(schoolSupportMigrations).WaitForCompletion(rechargingMigrations).WaitFor(bus).WaitFor(identity);

var gateway = builder.AddProject<Projects.Gateway>("gateway", launchProfileName: null)
    .WithHttpEndpoint(port: 5100).WithHttpHealthCheck("/health").WithExternalHttpEndpoints()
    .WithReference(governance).WithReference(secondments).WithReference(schoolSupport).WithReference(recharging)
    .WithSignIn(identity)
    .WaitFor(governance).WaitFor(secondments).WaitFor(schoolSupport).WaitFor(recharging);

var portal = builder.AddProject<Projects.Portal>("portal", launchProfileName: null)
    .WithHttpEndpoint(port: 5101).WithHttpHealthCheck("/health")
    .WithReference(gateway).WithSignIn(identity)
    .WithEnvironment("SignIn__ClientId", "portal").WithEnvironment("SignIn__ClientSecret", "portal-development")
    .WaitFor(gateway);

// Officers reach the portal through the gateway, and the identity provider sends them back there.
gateway.WithReference(portal);
identity.WithAddresses(gateway, portal);

builder.AddProject<Projects.Demonstration>("demonstration", launchProfileName: null)
    .WithArgs("play")
    .WithReference(gateway).WithReference(identity.GetEndpoint("http"))
    .WaitFor(gateway).WaitFor(portal);

builder.Build().Run();
