using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Charging;
using Recharging.Officers;
using ServiceDefaults;
using Values;

namespace Recharging.Ledgers;

/// <summary>Shows what stood on both councils' control accounts before the first month, and takes each council's confirmation of
/// it.</summary>
public static class ConfirmOpening
{
    /// <param name="Sha256">Of the position that the officer has read.</param>
    public sealed record Request(string Sha256);

    /// <param name="IsConfirmed">By both councils, as it stands now.</param>
    public sealed record Answer(OpeningPosition Position, bool IsConfirmed, IReadOnlyList<Confirmation> Confirmations);

    /// <param name="IsOfThis">False when the position has changed since.</param>
    public sealed record Confirmation(string Council, string By, DateTimeOffset At, bool IsOfThis);

    public static void MapConfirmOpening(this IEndpointRouteBuilder openings)
    {
        openings.MapGet("/", Read).RequireOfficer(Readers.OfMoney)
            .WithName("ViewOpening");
        openings.MapPost("/confirmations", Handle).RequireOfficer("finance-officer").WithName(nameof(ConfirmOpening));
    }

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Read(
        RechargingDb db, Caller caller, CancellationToken cancellationToken)
    {
        var (councils, partnerless) = await db.PartnersAsync(caller, cancellationToken);
        return councils is null ? partnerless!.ToProblem() : TypedResults.Ok(await AnswerAsync(db, councils.Both, cancellationToken));
    }

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        Request request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var (councils, partnerless) = await db.PartnersAsync(caller, cancellationToken);
        if (councils is null)
        {
            return partnerless!.ToProblem();
        }

        await db.Database.ExecuteSqlAsync(
            $"SELECT pg_advisory_xact_lock(hashtextextended('opening/' || {string.Join('/', councils.Both)}, 0))", cancellationToken);
        var known = await AnswerAsync(db, councils.Both, cancellationToken);
        if (WhyNot(known, request, councils.Both, caller) is { } refusal)
        {
            return refusal.ToProblem();
        }

        var by = await db.KeyHolderAsync(caller, cancellationToken);
        var others = await db.OpeningConfirmations.AsNoTracking()
            .Where(row => row.Parties == councils.Both && row.Sha256 == request.Sha256).ToListAsync(cancellationToken);
        if (others.Exists(other => by.Is(other.Council, other.ConfirmedBy)))
        {
            return new Refusal("one-person", "Who confirmed it for the other council is the same person. Ask a colleague.").ToProblem();
        }

        db.OpeningConfirmations.Add(new OpeningConfirmation
        {
            Parties = councils.Both, Sha256 = request.Sha256, Council = caller.Council, ConfirmedBy = caller.Subject,
            ConfirmedByName = caller.Name, ConfirmedAt = clock.GetUtcNow(),
        });
        db.Notices.Add(Notice.To(councils.Other(caller.Council), NoticeKinds.OpeningConfirmed, "opening-balances",
            $"{caller.Council} confirmed what stood on the control accounts before the first month.", clock.GetUtcNow()));
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(ConfirmOpening), "opening-balances", request.Sha256));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(await AnswerAsync(db, councils.Both, cancellationToken));
    }

    private static Refusal? WhyNot(Answer known, Request request, string[] councils, Caller caller) =>
        councils.Except(known.Position.Accounts.Select(account => account.Council)).ToList() is { Count: > 0 } silent
            ? new Refusal("balances-missing", $"{string.Join(" and ", silent)} has sent no control-account balance yet.")
        : known.Position.Sha256 != request.Sha256
            ? new Refusal("position-changed", "The position is not the one that you have read. Read it again.")
        : known.Confirmations.Any(confirmation => confirmation.IsOfThis && confirmation.Council == caller.Council)
            ? new Refusal("already-confirmed", $"{caller.Council} has confirmed this position already.")
        : null;

    private static async Task<Answer> AnswerAsync(RechargingDb db, string[] parties, CancellationToken cancellationToken)
    {
        var position = await db.AsWorkerAsync(() => OpeningPosition.OfAsync(db, parties, cancellationToken), cancellationToken);
        var confirmations = (await db.OpeningConfirmations.AsNoTracking().Where(row => row.Parties == parties)
            .OrderBy(row => row.ConfirmedAt).ToListAsync(cancellationToken))
            .ConvertAll(row => new Confirmation(row.Council, row.ConfirmedByName, row.ConfirmedAt, row.Sha256 == position.Sha256));
        return new Answer(position, parties.All(council =>
            confirmations.Any(confirmation => confirmation.IsOfThis && confirmation.Council == council)), confirmations);
    }
}
