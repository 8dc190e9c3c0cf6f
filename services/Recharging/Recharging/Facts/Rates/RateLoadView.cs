namespace Recharging.Facts;

/// <summary>Agreed rates that wait for the other council, or what became of them, as both councils see it.</summary>
public sealed record RateLoadView(
    Guid Id, string Table, string State, string Council, string LoadedBy, DateTimeOffset LoadedAt, int RowCount,
    IReadOnlyList<RateLoadView.Row> Rows, string? DecidedByCouncil, string? DecidedBy, DateTimeOffset? DecidedAt, string? Reason)
{
    /// <param name="Rate">As it would be.</param>
    /// <param name="Replaces">As it is now for the same day; null when there is none.</param>
    public sealed record Row(FindRates.Row Rate, FindRates.Row? Replaces);

    public static RateLoadView Of(RateLoad load, RateFacts known) => new(
        load.Id, load.Table, RateLoad.Named(load.State), load.Council, load.LoadedByName, load.LoadedAt, load.Rows.Length,
        [.. load.Rows.Select(row => new Row(
            FindRates.Show(FactKinds.New("", FactKinds.Read(row.Kind, row.Body), row.Subject, row.EffectiveFrom, load.LoadedAt), 0),
            load.State is RateLoadState.Waiting && known.Last(row.Subject, row.EffectiveFrom) is { } last
                ? FindRates.Show(last, last.Number) : null))],
        load.DecidedByCouncil, load.DecidedByName, load.DecidedAt, load.Reason);
}
