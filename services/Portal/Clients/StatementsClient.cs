using System.Security.Claims;
using Portal.SignIn;

namespace Portal.Clients;

/// <summary>Statements: what both councils see of a month, and what each says of the lines that it pays.</summary>
public sealed class StatementsClient(HttpClient recharging)
{
    public Task<IReadOnlyList<StatementSummary>> All(CancellationToken cancel) =>
        recharging.Read<IReadOnlyList<StatementSummary>>("statements", cancel);

    public Task<Statement> One(string number, CancellationToken cancel) =>
        recharging.Read<Statement>(PathOf(number), cancel);

    /// <summary>What the officer's council can do with it now; nothing for officers who decide nothing of statements.</summary>
    public async Task<NextSteps> Steps(string number, ClaimsPrincipal officer, CancellationToken cancel) =>
        officer.IsFinanceOfficer() ? await recharging.Read<NextSteps>($"{PathOf(number)}/next-steps", cancel) : NextSteps.None;

    /// <summary>Null when the statement has no such line.</summary>
    public async Task<Statement.Line?> Line(string number, string line, CancellationToken cancel) =>
        (await One(number, cancel)).Lines.FirstOrDefault(candidate => candidate.Reference == line);

    public Task<LineExplanation> Explanation(string line, CancellationToken cancel) =>
        recharging.Read<LineExplanation>($"lines/{Uri.EscapeDataString(line)}/explanation", cancel);

    /// <summary>The lines with their components as a table, corrections as differences.</summary>
    public Task<Stream> LinesAsCsv(string number, CancellationToken cancel) =>
        recharging.Download($"{PathOf(number)}/lines", "text/csv", cancel);

    public Task<Refused?> Agree(string number, IReadOnlyList<string> lines, Guid key, CancellationToken cancel) =>
        recharging.Post($"{PathOf(number)}/agreements", new { lines }, key, cancel);

    /// <summary>Agrees what nobody has marked by the time it arrives, so a line disputed meanwhile stays disputed.</summary>
    public Task<Refused?> AgreeAllUnseen(string number, Guid key, CancellationToken cancel) =>
        recharging.Post($"{PathOf(number)}/agreements", new { all = true }, key, cancel);

    public Task<Refused?> Dispute(string number, string line, LineDispute dispute, Guid key, CancellationToken cancel) =>
        recharging.Post($"{PathOf(number)}/lines/{Uri.EscapeDataString(line)}/dispute", dispute, key, cancel);

    /// <summary>All of each line, for one reason; all of them or none.</summary>
    public Task<Refused?> DisputeAll(
        string number, string reason, string explanation, IEnumerable<Statement.Line> lines, Guid key, CancellationToken cancel) =>
        recharging.Post(
            $"{PathOf(number)}/disputes",
            new
            {
                reason,
                explanation,
                lines = lines.Select(line => new { line = line.Reference, disputedGbp = Math.Abs(line.AmountGbp) })
            },
            key, cancel);

    /// <summary>The council that is owed takes a charge back.</summary>
    public Task<Refused?> Withdraw(string number, string line, string reason, Guid key, CancellationToken cancel) =>
        recharging.Post($"{PathOf(number)}/lines/{Uri.EscapeDataString(line)}/withdrawal", new { reason }, key, cancel);

    public Task<Refused?> Settle(string number, Guid key, CancellationToken cancel) =>
        recharging.Post($"{PathOf(number)}/settlement", new { }, key, cancel);

    private static string PathOf(string number) => $"statements/{Uri.EscapeDataString(number)}";
}

/// <summary>How much of a line a council disputes, why, and what it thinks right for the whole line.</summary>
public sealed record LineDispute(string Reason, decimal DisputedGbp, decimal? ProposedGbp, string Explanation);
