using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Agreeing;
using Recharging.Charging;
using Recharging.Engine.Facts;
using Recharging.Engine.Lines;
using Recharging.Ledgers;
using ServiceDefaults;
using Values;

namespace Recharging.Settling;

/// <summary>
/// Says what officers of the caller's council can do with a statement now, each asked of the rule that will decide it: pages offer this
/// and nothing that would be refused.
/// </summary>
public static class FindNextSteps
{
    /// <param name="Lines">Those of which the caller's council can say something; by reference.</param>
    /// <param name="Settlement">What a settlement would send to both ledgers now.</param>
    public sealed record Answer(string StatementNumber, IReadOnlyList<LineSteps> Lines, SettlementPreview Settlement);

    /// <param name="CanAgree">By the council that pays: all of it.</param>
    /// <param name="CanDispute">By the council that pays: some of it, or otherwise than before.</param>
    /// <param name="CanWithdraw">By the council that is owed.</param>
    public sealed record LineSteps(string Line, bool CanAgree, bool CanDispute, bool CanWithdraw);

    /// <param name="Journals">Empty when nothing would be sent.</param>
    /// <param name="WhyNot">Why it would be refused; null when it would not.</param>
    public sealed record SettlementPreview(
        IReadOnlyList<JournalToSend> Journals, IReadOnlyList<HeldBack> Held, string? WhyNot);

    /// <param name="Direction"><c>receivable</c> or <c>payable</c>, in that council's ledger.</param>
    /// <param name="Lines">Statement lines of which it has something.</param>
    /// <param name="AmountGbp">With VAT: what the council would be owed by it, or would pay; below nil the other way.</param>
    public sealed record JournalToSend(string Council, string Direction, int Lines, decimal AmountGbp);

    /// <param name="DisputedGbp">Held by the payer until the dispute is resolved; before VAT.</param>
    /// <param name="CreditAgreedGbp">Held by the payer until its credit is out; before VAT.</param>
    public sealed record HeldBack(string Payer, string Payee, decimal DisputedGbp, decimal CreditAgreedGbp);

    public static void MapFindNextSteps(this IEndpointRouteBuilder statements) =>
        statements.MapGet("/{number}/next-steps", Handle).RequireOfficer("finance-officer").WithName(nameof(FindNextSteps));

    private static async Task<Results<Ok<Answer>, NotFound>> Handle(
        string number, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (await Marking.ToReadAsync(db, number, caller, clock.GetUtcNow(), cancellationToken) is not { } marking)
        {
            return TypedResults.NotFound();
        }

        var disputes = await db.Disputes.AsNoTracking().Where(dispute => dispute.StatementNumber == number)
            .ToDictionaryAsync(dispute => dispute.LineReference, StringComparer.Ordinal, cancellationToken);
        var (drafts, refusal) = await db.AsWorkerAsync(
            () => SettlementDraft.OfAsync(db, marking, clock, cancellationToken), cancellationToken);
        var lines = marking.Lines.Values.Where(line => marking.CannotBeMarked(line) is null).OrderBy(line => line.Position)
            .Select(line => StepsOf(line, disputes.GetValueOrDefault(line.Reference), caller.Council));
        return TypedResults.Ok(new Answer(
            number,
            [.. lines.Where(line => line.CanAgree || line.CanDispute || line.CanWithdraw)],
            new SettlementPreview(
                [.. drafts.Select(Show)],
                [.. marking.Lines.Values.GroupBy(line => (line.Payer, line.Payee)).OrderBy(direction => direction.Key)
                    .Select(direction => Held(marking, direction.Key, direction))],
                (refusal ?? SettleStatement.WhyNot(marking, drafts))?.Sentence)));
    }

    private static LineSteps StepsOf(StatementLine line, Dispute? dispute, string council) => new(
        line.Reference,
        CanAgree: council == line.Payer && dispute is not { IsResolved: true },
        CanDispute: council == line.Payer && dispute is not { CanBeAmended: false },
        CanWithdraw: council == line.Payee && dispute is not { IsResolved: true });

    private static JournalToSend Show(JournalDraft draft)
    {
        var control = draft.Lines.Where(line => line.Component == CodingWords.Control).Sum(line => line.Debit - line.Credit);
        return new JournalToSend(
            draft.Journal.Council, draft.Journal.Direction, draft.Lines.Select(line => line.ExternalLineId).Distinct().Count(),
            (draft.Journal.Direction == CodingWords.Receivable ? control : -control).InPounds);
    }

    private static HeldBack Held(Marking marking, (string Payer, string Payee) direction, IEnumerable<StatementLine> lines)
    {
        var held = lines.Where(line => marking.StateOf(line) is not LineState.Withdrawn)
            .ToLookup(line => marking.StateOf(line) is LineState.CreditAgreed, marking.DisputedOf);
        return new HeldBack(direction.Payer, direction.Payee, held[false].Sum().InPounds, held[true].Sum().InPounds);
    }
}
