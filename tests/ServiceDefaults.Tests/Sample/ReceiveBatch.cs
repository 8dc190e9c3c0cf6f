using System.Security.Cryptography;
using ServiceDefaults;

namespace Sample;

/// <summary>Takes a streamed body and judges it once its end is known.</summary>
public static class ReceiveBatch
{
    public sealed record Response(string Reference, int Lines);

    public static void MapReceiveBatch(this IEndpointRouteBuilder notes) =>
        notes.MapPost("/batches/{reference}", Handle).RequireScope("ledger:write").WithStagedBody()
            .Accepts<Stream>("text/plain").Produces<Response>().WithName(nameof(ReceiveBatch));

    private static async Task<IResult> Handle(
        string reference,
        HttpRequest request,
        Caller caller,
        SampleDb db,
        Tenancy tenancy,
        Idempotency idempotency,
        CancellationToken cancellationToken)
    {
        await using var transaction = await tenancy.BeginAsync(db, caller, cancellationToken);
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return await idempotency.OnceAsync(
            db,
            SHA256.HashData(body.ToArray()),
            async effect =>
            {
                var lines = System.Text.Encoding.UTF8.GetString(body.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
                db.Notes.Add(new Note { Council = caller.Council, Parties = [], Reference = reference, Text = $"{lines.Length} lines" });
                await db.SaveChangesAsync(effect);
                return TypedResults.Ok(new Response(reference, lines.Length));
            },
            cancellationToken);
    }
}
