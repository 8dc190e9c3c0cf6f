namespace Portal.Clients;

/// <summary>Agreed rates that one council loaded and the other confirms or rejects.</summary>
public sealed class RateLoadsClient(HttpClient recharging)
{
    public Task<IReadOnlyList<RateLoad>> All(CancellationToken cancel) => recharging.Read<IReadOnlyList<RateLoad>>("rate-loads", cancel);

    public Task<RateLoad> One(Guid load, CancellationToken cancel) => recharging.Read<RateLoad>($"rate-loads/{load}", cancel);

    /// <param name="load">What it is about.</param>
    /// <param name="word"><c>confirmation</c>, <c>rejection</c> or <c>withdrawal</c>.</param>
    /// <param name="reason">For both councils to read; a confirmation has none.</param>
    /// <param name="key">Made with the form.</param>
    /// <param name="cancel">Stops the waiting.</param>
    public Task<Refused?> Answer(Guid load, string word, string? reason, Guid key, CancellationToken cancel) => recharging.Post(
        $"rate-loads/{load}/{word}", reason is null ? new { } : new { reason }, key, cancel);
}

/// <param name="State"><c>waiting</c>, <c>confirmed</c>, <c>rejected</c> or <c>withdrawn</c>.</param>
public sealed record RateLoad(
    Guid Id, string Table, string State, string Council, string LoadedBy, DateTimeOffset LoadedAt, int RowCount,
    IReadOnlyList<RateLoad.Row> Rows, string? DecidedByCouncil, string? DecidedBy, DateTimeOffset? DecidedAt, string? Reason)
{
    /// <param name="Rate">As it would be.</param>
    /// <param name="Replaces">As it is now for the same day; null when there is none.</param>
    public sealed record Row(Figures Rate, Figures? Replaces);

    public sealed record Figures(
        string Rate, DateOnly EffectiveFrom, DateOnly? EffectiveUntil, decimal? AnnualGbp, decimal? RatePercent, decimal? AnnualThresholdGbp,
        decimal? MonthlyThresholdGbp, string Source);
}
