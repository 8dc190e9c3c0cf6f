using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Charging;
using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Engine.Lines;
using ServiceDefaults;
using Values;

namespace Recharging.Reports;

/// <summary>
/// Shows what two councils have still to settle, agreement by agreement: charged and credited to date, what is known and not billed
/// yet, what is disputed and carried, what has not gone to the ledgers, and what offered rates would add.
/// </summary>
public static class ViewFinalAccount
{
    private const int MostLines = 1_000;

    /// <param name="UpTo">The last service period that is looked at: the last month that is over, or billed.</param>
    /// <param name="Findings">What is missing before the unbilled part can be worked out.</param>
    public sealed record Answer(
        string[] Councils, string UpTo, IReadOnlyList<Account> Accounts, IReadOnlyList<Dispute> Disputes,
        IReadOnlyList<UnbilledLine> Unbilled, IReadOnlyList<string> Findings);

    /// <param name="NetGbp">Charged less credited, before VAT.</param>
    /// <param name="UnbilledGbp">What the next run would post, before VAT.</param>
    /// <param name="DisputedGbp">Held by the council that pays until the dispute is resolved.</param>
    /// <param name="UnsettledGbp">With VAT, less what is disputed and less what is in the journals of both councils.</param>
    /// <param name="ContingentGbp">What rates that are only offered would add if they were agreed; owed by nobody.</param>
    public sealed record Account(string AgreementReference, string Payee, string Payer, decimal ChargedGbp, decimal CreditedGbp,
        decimal NetGbp, decimal UnbilledGbp, decimal DisputedGbp, decimal UnsettledGbp, decimal ContingentGbp);

    public sealed record Dispute(string LineReference, string AgreementReference, string Description, string DisputedBy, string Reason,
        decimal AmountGbp, decimal DisputedGbp, decimal? ProposedGbp);

    public sealed record UnbilledLine(string AgreementReference, string Subject, string Description, string ServicePeriod, string Payee,
        string Payer, string? Corrects, decimal AmountGbp, string Working);

    public static void MapViewFinalAccount(this IEndpointRouteBuilder finalAccount) =>
        finalAccount.MapGet("/", Handle).RequireOfficer(Readers.OfMoney)
            .WithName(nameof(ViewFinalAccount));

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var (councils, refusal) = await db.PartnersAsync(caller, cancellationToken);
        if (councils is null)
        {
            return refusal!.ToProblem();
        }

        var issued = await db.IssuedRunsAsync(councils, cancellationToken);
        var over = AccountingPeriod.Of(clock.Today().AddMonths(-1));
        var upTo = issued.Count > 0 && issued[^1].Period > over ? issued[^1].Period : over;
        var (run, calculation, unbilled) = await db.AsWorkerAsync(() => db.UnbilledAsync(
            councils, upTo, caller, clock.GetUtcNow(), RateStatus.Agreed, cancellationToken), cancellationToken);
        var contingent = await db.AsWorkerAsync(() => ContingentCharges.OfAsync(db, run, cancellationToken), cancellationToken);
        var accounts = await db.AsWorkerAsync(
            () => AccountsAsync(db, councils, unbilled, contingent.Lines, cancellationToken), cancellationToken);
        return TypedResults.Ok(new Answer(
            councils.Both,
            upTo.ToString(),
            accounts,
            await DisputesAsync(db, councils, cancellationToken),
            [.. unbilled.Take(MostLines).Select(line => new UnbilledLine(line.AgreementReference, line.Subject, line.Description,
                line.ServicePeriod.ToString(), line.Payee, line.Payer, line.Corrects, line.Amount.InPounds, line.Working))],
            [.. calculation.Findings.Select(finding => finding.Sentence).Distinct(StringComparer.Ordinal)]));
    }

    // As the worker: each council's journals are its own.
    private static async Task<List<Account>> AccountsAsync(
        RechargingDb db, CouncilPair councils, IReadOnlyList<DraftLine> unbilled, IReadOnlyList<ContingentCharges.Line> contingent,
        CancellationToken cancellationToken)
    {
        var posted = await db.Database.SqlQuery<Posted>($"""
            WITH last_mark AS (
                SELECT DISTINCT ON (line_reference) line_reference, disputed_pence FROM line_marks
                WHERE parties = {councils.Both} ORDER BY line_reference, revision DESC),
            booked AS (
                SELECT entry.external_line_id AS line_reference,
                    coalesce(sum(entry.debit_pence - entry.credit_pence) FILTER (WHERE journal.direction = 'receivable'), 0) AS asked,
                    coalesce(sum(entry.credit_pence - entry.debit_pence) FILTER (WHERE journal.direction = 'payable'), 0) AS paid
                FROM journals journal
                JOIN journal_lines entry ON entry.journal_reference = journal.reference AND entry.version = journal.version
                WHERE journal.council = ANY ({councils.Both}) AND journal.partner = ANY ({councils.Both}) AND journal.state <> 'Reversed'
                    AND entry.component = 'control'
                GROUP BY 1)
            SELECT line.agreement_reference AS "Agreement", line.payee AS "Payee", line.payer AS "Payer",
                coalesce(sum(line.amount_pence) FILTER (WHERE line.amount_pence > 0), 0)::bigint AS "ChargedPence",
                coalesce(-sum(line.amount_pence) FILTER (WHERE line.amount_pence < 0), 0)::bigint AS "CreditedPence",
                sum(sign(line.amount_pence) * coalesce(last_mark.disputed_pence, 0))::bigint AS "DisputedPence",
                sum(line.amount_pence + line.vat_pence
                    - way.sign * coalesce(last_mark.disputed_pence, 0)
                    - coalesce(round(line.vat_pence * last_mark.disputed_pence / nullif(abs(line.amount_pence), 0)::numeric), 0)
                    - way.sign * least(way.sign * coalesce(booked.asked, 0), way.sign * coalesce(booked.paid, 0)))::bigint
                    AS "UnsettledPence"
            FROM statement_lines line
            CROSS JOIN LATERAL (SELECT sign(line.amount_pence::numeric) AS sign) AS way
            LEFT JOIN last_mark ON last_mark.line_reference = line.reference
            LEFT JOIN booked ON booked.line_reference = line.reference
            WHERE line.parties = {councils.Both}
            GROUP BY line.agreement_reference, line.payee, line.payer
            """).ToListAsync(cancellationToken);
        var waiting = unbilled.ToLookup(line => (line.AgreementReference, line.Payee, line.Payer));
        var offered = contingent.ToLookup(line => (line.AgreementReference, line.Payee, line.Payer));
        var accounts = posted.ToDictionary(account => (AgreementReference: account.Agreement, account.Payee, account.Payer));
        return [.. waiting.Select(lines => lines.Key).Union(accounts.Keys).Union(offered.Select(lines => lines.Key))
            .OrderBy(key => key.AgreementReference, StringComparer.Ordinal).ThenBy(key => key.Payee, StringComparer.Ordinal)
            .Select(key => Show(key, accounts.GetValueOrDefault(key), waiting[key].Sum(line => line.Amount),
                offered[key].Sum(line => line.AddedGbp)))];
    }

    private static Account Show((string AgreementReference, string Payee, string Payer) key, Posted? posted, Money unbilled,
        decimal contingentGbp) => new(
        key.AgreementReference, key.Payee, key.Payer, Pounds(posted?.ChargedPence), Pounds(posted?.CreditedPence),
        Pounds(posted?.ChargedPence - posted?.CreditedPence), unbilled.InPounds, Pounds(posted?.DisputedPence),
        Pounds(posted?.UnsettledPence), contingentGbp);

    private static decimal Pounds(long? pence) => new Money(pence ?? 0).InPounds;

    private static async Task<List<Dispute>> DisputesAsync(
        RechargingDb db, CouncilPair councils, CancellationToken cancellationToken) =>
        await (from mark in db.LineMarks.AsNoTracking()
               join line in db.StatementLines.AsNoTracking() on mark.LineReference equals line.Reference
               where mark.Parties == councils.Both && mark.Reason != null
                   && !db.LineMarks.Any(later => later.LineReference == mark.LineReference && later.Revision > mark.Revision)
               orderby line.BillingPeriod, line.Position
               select new Dispute(line.Reference, line.AgreementReference, line.Description, mark.Council, mark.Reason!,
                   line.Amount.InPounds, mark.Disputed.InPounds, mark.Proposed == null ? null : mark.Proposed.Value.InPounds))
            .ToListAsync(cancellationToken);

    private sealed record Posted(string Agreement, string Payee, string Payer, long ChargedPence, long CreditedPence, long DisputedPence,
        long UnsettledPence);
}
