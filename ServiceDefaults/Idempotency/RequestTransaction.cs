using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace ServiceDefaults;

/// <summary>
/// One transaction a request, opened once its body is there: commits when the answer says success, rolls back otherwise. The answer to
/// a write leaves only after its commit, and a write with a key happens once.
/// </summary>
internal sealed class RequestTransaction(RequestDelegate next, UploadsPerClient uploads)
{
    public async Task InvokeAsync(HttpContext context, Tenancy tenancy, Idempotency idempotency, DbContext db)
    {
        var metadata = context.GetEndpoint()?.Metadata;
        if (metadata?.GetMetadata<ApiEndpoint>() is null)
        {
            await next(context);
            return;
        }

        Unreadable.Check(context.Request);
        var reads = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        var keyed = !reads && metadata.GetMetadata<NoIdempotencyKey>() is null;
        if (keyed && Idempotency.Check(context.Request) is { } malformed)
        {
            await malformed.ExecuteAsync(context);
        }
        else if (metadata.GetMetadata<OwnTransaction>() is { } own)
        {
            // An import takes as long as its size; the gateway says how long that may be.
            db.Database.SetCommandTimeout(TimeSpan.Zero);
            await OnItsOwnAsync(context, own, reads);
        }
        else if (keyed)
        {
            var digest = await CanonicalBody.DigestAsync(context.Request, context.RequestAborted);
            await idempotency.AnswerAsync(context, db, digest, () => next(context), context.RequestAborted);
        }
        else
        {
            await CanonicalBody.DigestAsync(context.Request, context.RequestAborted);
            await using var transaction = await tenancy.BeginAsync(db, Caller.Of(context), context.RequestAborted);
            await next(context);
            if (context.Response.StatusCode < StatusCodes.Status400BadRequest)
            {
                await transaction.CommitAsync(CancellationToken.None);
            }
        }
    }

    private async Task OnItsOwnAsync(HttpContext context, OwnTransaction own, bool reads)
    {
        if (reads)
        {
            await next(context);
            return;
        }

        using var admitted = await uploads.AdmitAsync(context);
        if (admitted is not null)
        {
            if (own.AfterStaging)
            {
                await StagedBody.ReceiveAsync(context);
            }

            await next(context);
        }
    }
}
