using Recharging.Charging;
using Recharging.Engine.Lines;
using Values;

namespace Recharging.Agreeing;

/// <summary>A statement as both councils see it, alike to the byte.</summary>
public sealed record StatementView(
    string Number,
    string Period,
    string State,
    IReadOnlyList<string> AgreementReferences,
    DateOnly IssuedOn,
    DateOnly? DueOn,
    IReadOnlyList<StatementView.OwedTo> Owed,
    decimal NetGbp,
    string? NetOwedTo,
    int Version,
    IReadOnlyList<StatementView.Line> Lines)
{
    /// <summary>What a council is owed, before VAT, disputes and netting.</summary>
    public sealed record OwedTo(string Council, decimal GrossGbp);

    public sealed record Line(
        string Reference, string Description, string Payee, string Payer, string AgreementReference, string Subject, string SubjectKind,
        string Service, string ServicePeriod, decimal AmountGbp, string VatTreatment, string? VatReason, decimal VatGbp, decimal PayableGbp,
        string Working, string? CoveredBy, string ClauseReference, string? Corrects, LineState State, decimal DisputedGbp,
        string? DisputeReason, decimal? ProposedGbp, string? DisputeExplanation, IReadOnlyList<LineComponent> Components);

    public static StatementView Of(Statement statement, IReadOnlyList<StatementLine> lines, IReadOnlyDictionary<string, LineMark> marks,
        StatementState state, int revision)
    {
        var owed = statement.Parties.ToDictionary(council => council, council =>
            lines.Where(line => line.Payee == council).Sum(line => line.Amount));
        var (first, second) = (statement.Parties[0], statement.Parties[1]);
        var net = owed[first] - owed[second];
        return new StatementView(
            statement.Number,
            statement.Period.ToString(),
            state.ToString().ToLowerInvariant(),
            statement.AgreementReferences,
            statement.IssuedOn,
            statement.DueOn,
            [.. statement.Parties.Select(council => new OwedTo(council, owed[council].InPounds))],
            net.Abs().InPounds,
            net == Money.Zero ? null : net.IsNegative ? second : first,
            revision,
            [.. lines.Select(line => Show(line, marks.GetValueOrDefault(line.Reference)))]);
    }

    private static Line Show(StatementLine line, LineMark? mark) => new(
        line.Reference, line.Description, line.Payee, line.Payer, line.AgreementReference, line.Subject, line.SubjectKind,
        line.Service, line.ServicePeriod.ToString(), line.Amount.InPounds, line.VatTreatment, line.VatReason, line.Vat.InPounds,
        line.Payable.InPounds,
        line.Working, line.CoveredBy, line.ClauseReference, line.Corrects,
        mark?.State ?? Marking.UnmarkedState(line), (mark?.Disputed ?? Money.Zero).InPounds, mark?.Reason, mark?.Proposed?.InPounds,
        mark?.Explanation, line.Components);
}
