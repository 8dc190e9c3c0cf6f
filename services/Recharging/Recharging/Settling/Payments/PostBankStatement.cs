using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Recharging.Ledgers;
using ServiceDefaults;
using Values;

namespace Recharging.Settling;

/// <summary>
/// Takes a council's bank statement, ISO 20022 camt.053: payments that quote an invoice exactly settle it in part or whole, the others
/// are listed and tried again. The same entry is held once, however often and in whichever statement it comes.
/// </summary>
public static class PostBankStatement
{
    /// <summary>A month of a council's accounts, some 60,000 payments. The gateway lets as much through.</summary>
    public const int LargestBody = 64 * 1024 * 1024;
    private const int AtOnce = 500;
    private const int MostShown = 100;

    /// <param name="Allocations">The first hundred of them.</param>
    /// <param name="UnallocatedEntries">Of which all or something is left.</param>
    /// <param name="Unallocated">The first hundred of them; all are among the bank entries.</param>
    /// <param name="LeftOutEntries">Booked, and none of ours to take, such as those in another currency.</param>
    /// <param name="LeftOut">The first hundred of them, each with its reason.</param>
    /// <param name="AllocatedSince">Earlier entries that could be given now.</param>
    public sealed record Answer(
        int Statements, int Entries, int AlreadyHeld, int Pending, int AllocatedEntries, int UnallocatedEntries, int AllocatedSince,
        IReadOnlyList<Allocated> Allocations, IReadOnlyList<FindBankEntries.Entry> Unallocated,
        int LeftOutEntries, IReadOnlyList<LeftOut> LeftOut);

    public sealed record Allocated(string Invoice, string BankReference, DateOnly BookedOn, decimal AmountGbp);

    public static void MapPostBankStatement(this IEndpointRouteBuilder api) =>
        api.MapPost("/bank-statements", Handle).Accepts<Stream>("application/xml", "text/xml").Produces<Answer>()
            .WithOwnTransaction()
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .RequireOfficerOrScope("ledger:write", "finance-officer").WithName(nameof(PostBankStatement));

    private static async Task<IResult> Handle(
        HttpRequest request, RechargingDb db, Idempotency idempotency, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (Idempotency.Check(request) is { } problem)
        {
            return problem;
        }

        using var body = new DigestedBody(request.Body);
        await using var file = new FileStream(
            Path.Combine(Path.GetTempPath(), $"statement-{Guid.NewGuid():N}.xml"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None,
            64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        var buffer = new byte[64 * 1024];
        while (await body.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            if (file.Length > LargestBody)
            {
                return Problems.Of(StatusCodes.Status413PayloadTooLarge, "body-too-large", "Too large",
                    $"A bank statement has at most {LargestBody / 1024 / 1024} MB. Send it in parts: an entry is held once, in whichever it comes.");
            }
        }

        var digest = await body.DigestAsync(cancellationToken);
        await file.FlushAsync(cancellationToken);
        file.Position = 0;
        return await idempotency.OnceAsync(
            db, digest, token => TakeAsync(file, db, caller, clock, token), cancellationToken);
    }

    private static async Task<IResult> TakeAsync(
        Stream file, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        using var statement = new BankStatement(file, LargestBody);
        var allocating = await Allocating.OfAsync(db, caller.Council, clock.GetUtcNow(), cancellationToken);
        var taken = new StatementTaken(db, allocating, caller, clock.GetUtcNow());
        while (statement.Read(AtOnce) is { Count: > 0 } payments && statement.Faults.Count == 0)
        {
            if (await taken.TakeAsync(payments, cancellationToken) is { } refusal)
            {
                return refusal.ToProblem();
            }
        }

        if (statement.Faults.Count > 0)
        {
            return Problems.Invalid(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["body"] = [.. statement.Faults] });
        }

        var since = await taken.TryEarlierAgainAsync(cancellationToken);
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(PostBankStatement), string.Join(", ", taken.StatementIds), null));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new Answer(
            statement.Statements, taken.Entries, taken.AlreadyHeld, statement.Pending, taken.Allocated, taken.Unallocated, since,
            [.. taken.Allocations.Take(MostShown)], [.. taken.Left.Take(MostShown)], statement.LeftOutEntries, statement.NamedLeftOut));
    }
}
