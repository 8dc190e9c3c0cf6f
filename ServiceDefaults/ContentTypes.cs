using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace ServiceDefaults;

/// <summary>Refuses a body of a kind that the endpoint does not read, once it is known that the caller may use the endpoint.</summary>
internal sealed class ContentTypes(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var read = context.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes ?? [];
        var sent = context.Request.ContentType;
        if (read.Count == 0 || string.IsNullOrEmpty(sent) || read.Any(type => IsA(sent, type)))
        {
            await next(context);
            return;
        }

        await Problems.Of(
                StatusCodes.Status415UnsupportedMediaType, "content-type", "Another kind of content is needed",
                $"A body of the kind '{sent}' is not read here. Send {string.Join(" or ", read)}.")
            .ExecuteAsync(context);
    }

    private static bool IsA(string sent, string read) =>
        MediaTypeHeaderValue.TryParse(sent, out var kind) && kind.IsSubsetOf(new MediaTypeHeaderValue(read));
}

/// <summary>Routing would answer 415 before anyone asks who the caller is; so it does not look at content types here.</summary>
internal static class ContentTypesAfterRoles
{
    private const string RoutingsOwn = "AcceptsMatcherPolicy";

    public static void JudgeContentTypesAfterRoles(this IServiceCollection services)
    {
        var policy = services.Single(service =>
            service.ServiceType == typeof(MatcherPolicy) && service.ImplementationType?.Name == RoutingsOwn);
        services.Remove(policy);
    }
}
