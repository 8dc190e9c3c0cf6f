using Microsoft.EntityFrameworkCore;
using Recharging.Charging;
using Recharging.Engine.Facts;
using ServiceDefaults;
using Values;

namespace Recharging.Agreeing;

/// <summary>With a statement that is out, the credits that its run knew are on it: what was held of their lines is payable, and their
/// disputes are closed.</summary>
public sealed class CreditIssued : IOnStatementIssued
{
    public async Task HandleAsync(
        RechargingDb db, Run run, KnownFacts facts, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var credited = facts.Credits.Where(credit => run.Councils.Are(credit.Body.Payee, credit.Body.Payer))
            .Select(credit => credit.Body.LineReference).ToList();
        if (credited.Count == 0)
        {
            return;
        }

        // What is held still was credited by this run or is nobody's to pay any more; what is not was released by an earlier one.
        var statements = await db.LineMarks.AsNoTracking()
            .Where(mark => credited.Contains(mark.LineReference) && mark.Disputed != Money.Zero && !db.LineMarks.Any(later =>
                later.LineReference == mark.LineReference && later.Revision > mark.Revision))
            .Select(mark => mark.StatementNumber).Distinct().ToListAsync(cancellationToken);
        foreach (var number in statements.Order(StringComparer.Ordinal))
        {
            var marking = (await Marking.OfAsync(db, number, caller, clock.GetUtcNow(), cancellationToken))!;
            foreach (var line in marking.Lines.Values
                .Where(line => credited.Contains(line.Reference) && marking.DisputedOf(line) > Money.Zero))
            {
                marking.Release(line, run.StatementNumber!);
            }

            marking.Record(db);
        }

        foreach (var dispute in await db.Disputes
            .Where(dispute => credited.Contains(dispute.LineReference) && dispute.State == DisputeState.ResolvedCredit)
            .OrderBy(dispute => dispute.Reference).ToListAsync(cancellationToken))
        {
            dispute.Close(run.StatementNumber!, clock.Today());
            await db.WriteDownAsync(
                dispute, "credited", null, run.PreparerCouncil, DisputeHistory.System, clock.GetUtcNow(), cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
