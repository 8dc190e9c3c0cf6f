using Microsoft.AspNetCore.Http.Features;

namespace Gateway;

/// <summary>Refuses a body that is too large by its own word before a service hears of it; one that lies is cut off on its way.</summary>
public static class BodyLimits
{
    public static void UseBodyLimits(this IReverseProxyApplicationBuilder proxy) =>
        proxy.Use((context, next) =>
        {
            var limit = context.GetReverseProxyFeature().Route.Config.MaxRequestBodySize
                ?? context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize;
            if (limit is null || context.Request.ContentLength is not { } length || length <= limit)
            {
                return next(context);
            }

            return TypedResults.Problem(
                statusCode: StatusCodes.Status413PayloadTooLarge,
                type: "urn:shared-services:body-too-large",
                title: "Too large",
                detail: $"This request has {length:N0} bytes; {limit:N0} are the most that this address takes.")
                .ExecuteAsync(context);
        });
}
