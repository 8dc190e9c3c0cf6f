using System.Net;
using Microsoft.AspNetCore.Authentication;
using Polly;
using Portal.SignIn;

namespace Portal;

/// <summary>Turns what the gateway answered to a page's question into the page that says so to the officer.</summary>
public static class GatewayAnswers
{
    public static void UseGatewayAnswers(this WebApplication app) =>
        app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (HttpRequestException answer) when (!context.Response.HasStarted && StatusOf(answer) is not null)
            {
                app.Logger.LogInformation(answer, "The gateway answered {Status} for {Path}", answer.StatusCode, context.Request.Path);
                context.Response.Clear();
                if (answer.StatusCode is HttpStatusCode.Unauthorized)
                {
                    await context.SignOutAsync();
                    context.Response.Redirect(OfficerSignIn.SignInPath);
                    return;
                }

                context.Response.StatusCode = StatusOf(answer)!.Value;
            }
            catch (ExecutionRejectedException unanswered) when (!context.Response.HasStarted)
            {
                app.Logger.LogWarning(unanswered, "The gateway did not answer in time for {Path}", context.Request.Path);
                context.Response.Clear();
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            }
        });

    private static int? StatusOf(HttpRequestException answer) => answer.StatusCode switch
    {
        HttpStatusCode.Unauthorized => StatusCodes.Status401Unauthorized,
        HttpStatusCode.Forbidden => StatusCodes.Status403Forbidden,
        // What is asked for by an address that makes no sense is not there. A form's refusals never come here.
        HttpStatusCode.NotFound or HttpStatusCode.BadRequest => StatusCodes.Status404NotFound,
        null or HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable
            or HttpStatusCode.GatewayTimeout =>
            StatusCodes.Status503ServiceUnavailable,
        _ => null
    };
}
