using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Recharging.Charging;
using Recharging.Officers;
using ServiceDefaults;
using Values;

namespace Recharging.Reconciling;

/// <summary>The council that pays answers the other's statement: agreed, or not agreed with amounts and reasons. A late answer is taken
/// and marked late.</summary>
public static class AnswerBalanceStatement
{
    /// <param name="StatementVersion">The version that is answered: the last one.</param>
    /// <param name="Mismatches">With <c>agreed: false</c>: why the figures differ. Left out, those of the reconciliations.</param>
    /// <param name="Remark">For the other council's officer.</param>
    public sealed record Request(
        int StatementVersion,
        bool Agreed,
        IReadOnlyList<Mismatch>? Mismatches = null,
        [property: StringLength(2000)] string? Remark = null);

    /// <param name="RemainsGbp">Of the difference of the balances: what no mismatch of this answer explains.</param>
    public sealed record Answer(string Quarter, int StatementVersion, bool Agreed, decimal PayableGbp, decimal ExpenditureGbp,
        IReadOnlyList<Mismatch> Mismatches, decimal RemainsGbp, bool IsLate);

    public static void MapAnswerBalanceStatement(this IEndpointRouteBuilder agreements) =>
        agreements.MapPost("/{quarter}/responses", Handle).RequireOfficer("finance-officer").WithName(nameof(AnswerBalanceStatement));

    private static async Task<Results<Created<Answer>, ProblemHttpResult>> Handle(
        string quarter, Request request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (!Quarter.TryParse(quarter, out var of))
        {
            return ViewPack.Malformed(quarter);
        }

        if (Fault(request) is { } fault)
        {
            return Problems.Invalid("mismatches", fault);
        }

        var (councils, partnerless) = await db.PartnersAsync(caller, cancellationToken);
        if (councils is null)
        {
            return partnerless!.ToProblem();
        }

        await db.HoldQuarterAsync(councils, of, cancellationToken);
        var pack = await db.AsWorkerAsync(() => db.PackAsync(councils, of, cancellationToken), cancellationToken);
        var receivable = councils.Other(caller.Council);
        if (pack.LastStatement(receivable) is not { } statement || statement.Version != request.StatementVersion)
        {
            return new Refusal("no-such-statement", $"The last statement of {of} from {receivable} is "
                + $"{(pack.LastStatement(receivable) is { } last ? $"version {last.Version}" : "not sent yet")}.").ToProblem();
        }

        if (WhyNot(pack, statement, request.Agreed) is { } refusal)
        {
            return refusal.ToProblem();
        }

        if ((await db.KeyHolderAsync(caller, cancellationToken)).Is(statement.Receivable, statement.SentBy))
        {
            return new Refusal("one-person", $"Who sent it for {receivable} is the same person. Ask a colleague.").ToProblem();
        }

        var response = ResponseOf(pack, statement, request, caller, clock);
        db.BalanceResponses.Add(response);
        db.Notices.Add(Notice.To(receivable, NoticeKinds.BalanceResponse, of.ToString(),
            $"{caller.Council} {(request.Agreed ? "agrees" : "does not agree")} your balance statement of {of}"
            + $"{(response.IsLate ? ", late" : "")}.", response.AnsweredAt));
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(AnswerBalanceStatement), of.ToString(), request.Remark));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created(ViewPack.Address(of), new Answer(
            response.Quarter, statement.Version, response.IsAgreed, response.Balance.InPounds, response.Expenditure.InPounds,
            response.Mismatches, pack.SideOf(receivable).DifferenceGbp
                - response.Mismatches.Where(mismatch => mismatch.Of == "balances").Sum(mismatch => mismatch.AmountGbp), response.IsLate));
    }

    private static string? Fault(Request request) =>
        request.Agreed && request.Mismatches is { Count: > 0 } ? "What is agreed has its reasons in the pack: send none with it."
        : (request.Mismatches ?? []).FirstOrDefault(mismatch => mismatch.Of is not ("balances" or "income")
            || !MismatchReasons.All.Contains(mismatch.Reason) || decimal.Truncate(mismatch.AmountGbp * 100) != mismatch.AmountGbp * 100
            || mismatch.Sentence.Length is 0 or > 2000) is not null
            ? "Each is of balances or income, has pounds with two decimals, a sentence, and a reason: "
                + $"{string.Join(", ", MismatchReasons.All)}."
        : null;

    private static Refusal? WhyNot(Pack pack, BalanceStatement statement, bool agreed) =>
        !pack.IsCurrent(statement) ? new Refusal("statement-out-of-date",
            $"{statement.Receivable}'s figures have changed since it sent version {statement.Version}: ask for another.")
        : pack.LastResponse(statement) is { IsAgreed: true } ? new Refusal("already-agreed",
            $"Version {statement.Version} is agreed already.")
        : agreed ? pack.WhyNotAgreed(statement.Receivable) : null;

    private static BalanceResponse ResponseOf(
        Pack pack, BalanceStatement statement, Request request, Caller caller, BusinessClock clock)
    {
        var side = pack.SideOf(statement.Receivable);
        return new BalanceResponse
        {
            Parties = statement.Parties,
            Quarter = statement.Quarter,
            Receivable = statement.Receivable,
            StatementVersion = statement.Version,
            Sequence = pack.NextSequence(statement),
            Council = caller.Council,
            IsAgreed = request.Agreed,
            Balance = Money.Pounds(side.PayableGbp),
            Expenditure = Money.Pounds(side.ExpenditureGbp),
            Mismatches = request.Mismatches ?? [.. pack.Items.Where(item => item.Receivable == statement.Receivable)
                .Select(item => new Mismatch(item.Of, item.Reason, item.AmountGbp, item.Sentence))],
            Remark = request.Remark,
            AnsweredBy = caller.Subject,
            AnsweredByName = caller.Name,
            AnsweredAt = clock.GetUtcNow(),
            IsLate = clock.Today() > statement.AnswerBy,
        };
    }
}
