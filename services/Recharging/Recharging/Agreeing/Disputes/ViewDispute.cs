using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Agreeing;

/// <summary>Shows a dispute with all that was done to it, alike for both councils.</summary>
public static class ViewDispute
{
    public sealed record Answer(DisputeView Dispute, IReadOnlyList<Entry> History);

    public sealed record Entry(
        int Sequence, DateTimeOffset At, string Council, string By, string What, string? Note, string State, string Owner,
        decimal DisputedGbp);

    public static void MapViewDispute(this IEndpointRouteBuilder disputes) =>
        disputes.MapGet("/{reference}", Handle).RequireOfficer(Readers.OfDisputes).WithName(nameof(ViewDispute));

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        string reference, RechargingDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        var dispute = await db.Disputes.AsNoTracking().SingleOrDefaultAsync(dispute => dispute.Reference == reference, cancellationToken);
        if (dispute is null)
        {
            return HeldDispute.Unknown(reference);
        }

        var history = await db.DisputeEntries.AsNoTracking().Where(entry => entry.DisputeReference == reference)
            .OrderBy(entry => entry.Sequence).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Answer(DisputeView.Of(dispute, clock.Today()), history.ConvertAll(entry => new Entry(
            entry.Sequence, entry.At, entry.Council, entry.By, entry.What, entry.Note, Dispute.Named(entry.State), entry.Owner,
            entry.Amount.InPounds))));
    }
}
