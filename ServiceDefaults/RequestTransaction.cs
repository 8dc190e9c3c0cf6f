using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace ServiceDefaults;

/// <summary>
/// One transaction a request: commits when the answer says success, rolls back otherwise. The answer to a write leaves only
/// after its commit.
/// </summary>
internal sealed class RequestTransaction(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, Tenancy tenancy, DbContext db)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<ApiEndpoint>() is null || endpoint.Metadata.GetMetadata<OwnTransaction>() is not null)
        {
            await next(context);
            return;
        }

        await using var transaction = await tenancy.BeginAsync(db, Caller.Of(context), context.RequestAborted);
        await next(context);
        if (context.Response.StatusCode < StatusCodes.Status400BadRequest)
        {
            await transaction.CommitAsync(CancellationToken.None);
        }
    }
}
