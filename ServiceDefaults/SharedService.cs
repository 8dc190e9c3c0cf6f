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
using ServiceDefaults.Messaging;

namespace ServiceDefaults;

/// <summary>
/// What is ours beyond Aspire's defaults: sign-in by council, permissions, the business clock, problems, and the course that each
/// request takes.
/// </summary>
public static class SharedService
{
    public static WebApplicationBuilder AddSharedService(this WebApplicationBuilder builder, string service)
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
        builder.Services.JudgeContentTypesAfterRoles();
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            options.SerializerOptions.RespectRequiredConstructorParameters = true;
            options.SerializerOptions.RespectNullableAnnotations = true;
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        });
        builder.AddApiDescription();
        builder.AddProblems();
        builder.AddSignIn();
        return builder;
    }

    /// <summary>The course that each request takes, the API's documents, and the messaging status.</summary>
    public static WebApplication UseSharedService<TDb>(this WebApplication app)
        where TDb : DbContext
    {
        var service = app.Services.GetRequiredService<ServiceName>().Name;
        if (app.Configuration.GetConnectionString(service) is null)
        {
            throw new InvalidOperationException($"ConnectionStrings:{service} is missing: where is this service's database?");
        }

        app.UseExceptionHandler();
        // In JSON whatever the caller accepts: the sentence matters more than its kind.
        app.UseStatusCodePages(page =>
            TypedResults.Problem(statusCode: page.HttpContext.Response.StatusCode).ExecuteAsync(page.HttpContext));
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<ContentTypes>();
        app.UseMiddleware<RequestTransaction>();

        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapOpenApi($"/api/{service}/{{documentName}}/openapi.json").AllowAnonymous();
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
