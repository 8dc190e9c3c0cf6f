namespace Portal.Clients;

/// <summary>The agreement of balances, quarter by quarter: sent, answered and signed by both councils.</summary>
public sealed class BalancesClient(HttpClient recharging)
{
    public Task<IReadOnlyList<PackSummary>> All(CancellationToken cancel) =>
        recharging.Read<IReadOnlyList<PackSummary>>("agreement-of-balances", cancel);

    /// <summary>As it stands now.</summary>
    public Task<BalancePack> One(string quarter, CancellationToken cancel) => recharging.Read<BalancePack>(PathOf(quarter), cancel);

    /// <summary>As CSV, or as a page to print.</summary>
    public Task<Stream> Document(string quarter, string mediaType, CancellationToken cancel) =>
        recharging.Download(PathOf(quarter), mediaType, cancel);

    public Task<Refused?> SendStatement(string quarter, Guid key, CancellationToken cancel) =>
        recharging.Post($"{PathOf(quarter)}/statements", new { }, key, cancel);

    public Task<Refused?> Answer(string quarter, int statementVersion, bool agreed, string? remark, Guid key, CancellationToken cancel) =>
        recharging.Post($"{PathOf(quarter)}/responses", new { statementVersion, agreed, remark }, key, cancel);

    /// <param name="quarter">Such as <c>2023-24-Q1</c>.</param>
    /// <param name="sha256">Of the pack that the officer has read: another one is not signed.</param>
    /// <param name="key">Made with the form.</param>
    /// <param name="cancel">Stops the waiting.</param>
    public Task<Refused?> Sign(string quarter, string sha256, Guid key, CancellationToken cancel) =>
        recharging.Post($"{PathOf(quarter)}/signatures", new { sha256 }, key, cancel);

    private static string PathOf(string quarter) => $"agreement-of-balances/{Uri.EscapeDataString(quarter)}";
}

/// <summary>A quarter among others.</summary>
public sealed record PackSummary(
    string Quarter, int Statements, int Responses, int LateResponses, int? SignedVersion, IReadOnlyList<string> SignedByCouncils);

/// <summary>A quarter's agreement of balances, alike for both councils.</summary>
/// <param name="WhyNotYet">Why nothing can be said of it yet; null when it can.</param>
/// <param name="WhyNotSigned">Why the officer can't sign it now; null when they can.</param>
public sealed record BalancePack(
    string Quarter, string Sha256, bool IsAgreed, bool ChangedSinceSigned, string? WhyNotYet, string? WhyNotSigned,
    BalancePack.Content Pack, IReadOnlyList<BalancePack.Signature> Signatures)
{
    public sealed record Signature(int Version, string Council, string SignedBy, DateTimeOffset SignedAt);

    public sealed record Content(
        DateOnly LastDay, IReadOnlyList<Milestone> Timetable, IReadOnlyList<Side> Sides, IReadOnlyList<Item> Items, decimal DifferenceGbp,
        decimal ExplainedGbp, decimal RemainsGbp, IReadOnlyList<Entry> Log, IReadOnlyList<string> NotSent,
        IReadOnlyList<string> NotReconciled, IReadOnlyList<string> Alarms);

    public sealed record Milestone(DateOnly Day, string What);

    /// <param name="State"><c>notNeeded</c>, <c>toSend</c>, <c>toAnswer</c>, <c>agreed</c>, <c>notAgreed</c> or <c>changed</c>.</param>
    public sealed record Side(Figures Figures, bool MustSend, bool MustAgree, string State, int StatementVersion, DateOnly? AnswerBy);

    public sealed record Figures(
        string Receivable, string Payable, decimal ReceivableGbp, decimal PayableGbp, decimal DifferenceGbp, decimal IncomeGbp,
        decimal ExpenditureGbp);

    public sealed record Item(string Receivable, string Of, string Reason, decimal AmountGbp, string Sentence);

    public sealed record Entry(
        DateTimeOffset At, string Council, string By, string What, string Receivable, int StatementVersion, decimal BalanceGbp,
        bool IsLate, string? Remark);
}
