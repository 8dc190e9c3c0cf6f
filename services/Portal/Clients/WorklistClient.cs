using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Clients;

/// <summary>What reconciliations left open, and what officers of both councils decide of it.</summary>
public sealed class WorklistClient(HttpClient recharging)
{
    /// <param name="filters">Of the worklist, by name; what is null is left out.</param>
    /// <param name="cancel">Stops the waiting.</param>
    public Task<OpenItems> Open(IEnumerable<KeyValuePair<string, string?>> filters, CancellationToken cancel) =>
        recharging.Read<OpenItems>(PathOf(filters), cancel);

    public Task<Stream> OpenAsCsv(IEnumerable<KeyValuePair<string, string?>> filters, CancellationToken cancel) =>
        recharging.Download(PathOf(filters), "text/csv", cancel);

    public Task<IReadOnlyList<Decision>> Decisions(string statement, CancellationToken cancel) =>
        recharging.Read<IReadOnlyList<Decision>>(PathOf(statement), cancel);

    public Task<Refused?> Match(
        string statement, IReadOnlyList<string> statementLines, IEnumerable<OwnLine> lines, string reason, string? reasonCode, Guid key,
        CancellationToken cancel) =>
        recharging.Post($"{PathOf(statement)}/matches", new { statementLines, lines, reason, reasonCode }, key, cancel);

    public Task<Refused?> Adopt(
        string statement, string proposal, string reason, string? reasonCode, Guid key, CancellationToken cancel) =>
        recharging.Post($"{PathOf(statement)}/adopted-proposals", new { proposal, reason, reasonCode }, key, cancel);

    public Task<Refused?> Reject(string statement, string proposal, string reason, Guid key, CancellationToken cancel) =>
        recharging.Post($"{PathOf(statement)}/rejected-proposals", new { proposal, reason }, key, cancel);

    public Task<Refused?> Split(
        string statement, OwnLine line, IReadOnlyList<decimal> partsGbp, string reason, Guid key, CancellationToken cancel) =>
        recharging.Post($"{PathOf(statement)}/splits", new { line, partsGbp, reason }, key, cancel);

    public Task<Refused?> UndoMatch(string statement, string statementLine, string reason, Guid key, CancellationToken cancel) =>
        recharging.Post($"{PathOf(statement)}/undone-matches", new { statementLine, reason }, key, cancel);

    public Task<Refused?> WriteOff(
        string statement, string item, string reason, string? reasonCode, Guid key, CancellationToken cancel) =>
        recharging.Post($"{PathOf(statement)}/write-offs", new { item, reason, reasonCode }, key, cancel);

    public Task<Refused?> Assign(string statement, string item, string ownerSignIn, string reason, Guid key, CancellationToken cancel) =>
        recharging.Post($"{PathOf(statement)}/owners", new { item, ownerSignIn, reason }, key, cancel);

    /// <param name="statement">Its number.</param>
    /// <param name="decision">Its number in the statement.</param>
    /// <param name="word"><c>undo</c>, <c>approval</c> or <c>rejection</c>.</param>
    /// <param name="reason">For both councils to read.</param>
    /// <param name="key">Made with the form.</param>
    /// <param name="cancel">Stops the waiting.</param>
    public Task<Refused?> Answer(string statement, int decision, string word, string reason, Guid key, CancellationToken cancel) =>
        recharging.Post($"{PathOf(statement)}/{decision}/{word}", new { reason }, key, cancel);

    private static string PathOf(string statement) => $"statements/{Uri.EscapeDataString(statement)}/decisions";

    private static string PathOf(IEnumerable<KeyValuePair<string, string?>> filters) =>
        QueryHelpers.AddQueryString("worklist", filters.Where(filter => !string.IsNullOrEmpty(filter.Value)));
}

/// <summary>A page of the worklist with the totals of all that the filters let through.</summary>
/// <param name="Next">The address of the next page; null on the last.</param>
public sealed record OpenItems(
    DateOnly On, decimal OpenGbp, decimal WrittenOffGbp, decimal DifferenceGbp, IReadOnlyList<OpenItems.Total> ByAge,
    IReadOnlyList<OpenItems.Total> ByReason, IReadOnlyList<OpenItems.Item> Items, string? Next)
{
    public sealed record Total(string Name, int Items, decimal AmountGbp);

    /// <param name="Id">For decisions; null for what is mended in a ledger or in what was sent of it.</param>
    /// <param name="Council">In whose ledger it is; its officers decide.</param>
    /// <param name="MustAct">Whose officers must act next; none when it clears by itself.</param>
    /// <param name="WriteOff"><c>own</c> or <c>withApproval</c>; null when nobody may give it up.</param>
    /// <param name="Proposal">The surest of the engine's proposals for its lines, null when it has none.</param>
    public sealed record Item(
        string? Id, string StatementNumber, string Period, string Kind, string? Reason, string? StatementLine, string? Council,
        string? Account, decimal AmountGbp, DateOnly DueOn, int DaysOverdue, string Age, string? Owner, string Status, int? Decision,
        string Sentence, string? ToDo, IReadOnlyList<string> MustAct, string? WriteOff, IReadOnlyList<Reconciliation.CitedLine> Lines,
        Reconciliation.Proposal? Proposal = null);
}

/// <summary>What an officer decided of a statement's reconciliation.</summary>
/// <param name="State"><c>holds</c>, <c>waits</c> for approval, <c>rejected</c> or <c>undone</c>.</param>
public sealed record Decision(
    int Number, string Kind, string State, string Council, string By, DateTimeOffset At, string Reason, string? ReasonCode,
    IReadOnlyList<string> StatementLines, IReadOnlyList<Decision.Line> Lines, IReadOnlyList<decimal> PartsGbp, string? Item,
    decimal? AmountGbp, string? Owner, int? About, Decision.Proposed? Proposal = null)
{
    /// <summary>What the engine had proposed, of a match that adopts it or a pairing that rejects it.</summary>
    public sealed record Proposed(string Rule, int RuleVersion, decimal Score);

    public sealed record Line(string Council, string DocRef, int LineNo, int Part);
}

/// <summary>A line of the officer's own ledger, as reconciliations cite it.</summary>
/// <param name="Part">Of a line that was split, counted from 1; nil for a whole line.</param>
public sealed record OwnLine(string DocRef, int LineNo, int Part)
{
    /// <summary>As a form has it.</summary>
    public override string ToString() => FormattableString.Invariant($"{LineNo}|{Part}|{DocRef}");

    public static OwnLine? Parse(string typed) =>
        typed.Split('|', 3) is [var line, var part, { Length: > 0 } document]
            && int.TryParse(line, out var lineNo) && int.TryParse(part, out var partNo)
            ? new OwnLine(document, lineNo, partNo)
            : null;
}
