using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.OpenApi;
using ServiceDefaults.Messaging;

namespace ServiceDefaults;

/// <summary>All that a service's <c>Program.cs</c> calls before its own slices.</summary>
public static class ServiceDefaultsExtensions
{
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder, string service)
    {
        builder.Host.UseDefaultServiceProvider(options =>
        {
            options.ValidateOnBuild = true;
            options.ValidateScopes = true;
        });
        builder.Services.AddSingleton(new ServiceName(service));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<BusinessClock>();
        builder.Services.AddHostedService<Permissions.Check>();
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            options.SerializerOptions.RespectRequiredConstructorParameters = true;
            options.SerializerOptions.RespectNullableAnnotations = true;
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        });
        builder.Services.AddOpenApi("v1", options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddOperationTransformer(DescribeHeaders);
        });
        builder.AddTelemetry(service);
        builder.AddProblems();
        builder.AddSignIn();
        return builder;
    }

    private static Task DescribeHeaders(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var name in context.Description.ActionDescriptor.EndpointMetadata
            .OfType<RequestHeaders>().SelectMany(headers => headers.Names))
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = name, In = ParameterLocation.Header, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }

        return Task.CompletedTask;
    }

    /// <summary>Health, documents, messaging status, and the course that each request takes.</summary>
    public static WebApplication MapServiceDefaults<TDb>(this WebApplication app)
        where TDb : DbContext
    {
        var service = app.Services.GetRequiredService<ServiceName>().Name;
        if (app.Configuration.GetConnectionString(service) is null)
        {
            throw new InvalidOperationException($"ConnectionStrings:{service} is missing: where is this service's database?");
        }

        app.UseTelemetry();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<RequestTransaction>();

        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapOpenApi($"/api/{service}/{{documentName}}/openapi.json").AllowAnonymous();
        app.MapHealth();
        var api = app.MapApi(service);
        api.MapMessaging();
        if (!app.Environment.IsProduction())
        {
            api.MapSetClock();
        }

        return app;
    }

    /// <summary>The service's own addresses: signed-in callers, one transaction a request, idempotent writes.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder app, string service) =>
        app.MapGroup($"/api/{service}/v1").WithMetadata(new ApiEndpoint());
}
