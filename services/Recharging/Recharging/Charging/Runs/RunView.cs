using Recharging.Engine;
using Recharging.Engine.Lines;
using Values;

namespace Recharging.Charging;

/// <summary>A run as officers see it: who did what, and the first thousand of the lines that it would post.</summary>
public sealed record RunView(
    Guid Id,
    string Period,
    string State,
    string Stage,
    string[] Councils,
    long FactNumber,
    int EngineVersion,
    string PreparedBy,
    string? ReviewedBy,
    string? StatementNumber,
    bool FinalAccount,
    IReadOnlyList<RunView.Owed> OwedGbp,
    int LineCount,
    IReadOnlyList<RunView.Line> Lines,
    IReadOnlyList<UnchargedDays> Uncharged)
{
    private const int MostLines = 1_000;

    /// <summary>What offered rates would add if they were agreed: told by a preview and a final account, charged by neither.</summary>
    public ContingentCharges? Contingent { get; init; }

    public sealed record Owed(string Council, decimal GrossGbp);

    public sealed record Line(
        string Reference, string Payee, string Payer, string Subject, string Description, string Service, string ServicePeriod,
        string? Corrects, decimal AmountGbp, string VatTreatment, decimal VatGbp, string Working, string? CoveredBy,
        IReadOnlyList<LineComponent> Components);

    /// <param name="run">As it stands.</param>
    /// <param name="lines">That it would post.</param>
    /// <param name="uncharged">Days without a charge.</param>
    /// <param name="stage">How far an issued run has come; null before that.</param>
    public static RunView Of(
        Run run, IReadOnlyList<DraftLine> lines, IReadOnlyList<UnchargedDays> uncharged, string? stage = null) => new(
        run.Id,
        run.Period.ToString(),
        Run.Named(run.State),
        stage ?? Run.Named(run.State),
        run.Parties,
        run.FactNumber,
        run.EngineVersion,
        run.PreparerName,
        run.ReviewerName,
        run.StatementNumber,
        run.IsFinalAccount,
        [.. run.Parties.Select(council => new Owed(council, lines.Where(line => line.Payee == council).Sum(line => line.Amount).InPounds))],
        lines.Count,
        [.. lines.Take(MostLines).Select(line => new Line(
            line.Reference, line.Payee, line.Payer, line.Subject, line.Description, line.Service, line.ServicePeriod.ToString(),
            line.Corrects,
            line.Amount.InPounds, line.VatTreatment ?? "REVIEW", line.Vat.InPounds, line.Working, line.CoveredBy, line.Components))],
        uncharged);
}
