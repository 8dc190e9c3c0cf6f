using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Coding;
using Recharging.Marks;
using Recharging.Statements;
using ServiceDefaults;
using Values;

namespace Recharging.Journals;

/// <summary>
/// Sends what is agreed to both ledgers: one journal per council and direction, coded by that council's table. What is disputed
/// is held back by the council that pays; the council that is owed books the whole line.
/// </summary>
public static class SettleStatement
{
    public sealed record Answer(string StatementNumber, string State, IReadOnlyList<JournalTotals> Journals);

    public sealed record JournalTotals(string Reference, string Council, string Direction, int Lines, decimal DebitsGbp,
        decimal CreditsGbp);

    public static void MapSettleStatement(this IEndpointRouteBuilder statements) =>
        statements.MapPost("/{number}/settlement", Handle).RequireOfficer("finance-officer").WithName(nameof(SettleStatement));

    private static async Task<Results<Ok<Answer>, NotFound, ProblemHttpResult>> Handle(
        string number, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var marking = await Marking.OfAsync(db, number, caller, clock.GetUtcNow(), cancellationToken);
        if (marking is null)
        {
            return TypedResults.NotFound();
        }

        if ((marking.PeriodIsClosed ?? marking.Statement.Settle(clock.GetUtcNow())) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(SettleStatement), number, null));
        await db.SaveChangesAsync(cancellationToken);
        var (answer, faults) = await db.AsWorkerAsync(() => WriteAsync(db, marking, cancellationToken), cancellationToken);
        return faults.Count == 0
            ? TypedResults.Ok(answer)
            : new Refusal(faults[0].Code, $"{string.Join("; ", faults.Select(fault => fault.Sentence).Distinct())}. "
                + "Put this right first, then settle.").ToProblem();
    }

    private static async Task<(Answer Answer, IReadOnlyList<Refusal> Faults)> WriteAsync(
        RechargingDb db, Marking marking, CancellationToken cancellationToken)
    {
        var coding = await db.CouncilCodingAsync(marking.Statement.Parties, cancellationToken);
        var faults = await db.LedgerPeriods.AsNoTracking()
            .Where(period => period.Period == marking.Statement.Period && !period.IsOpen)
            .Select(period => new Refusal("ledger-closed", $"{period.Council}'s ledger is closed for {marking.Statement.Period}"))
            .ToListAsync(cancellationToken);
        var totals = new List<JournalTotals>();
        foreach (var council in marking.Statement.Parties)
        {
            foreach (var direction in new[] { CodingWords.Receivable, CodingWords.Payable })
            {
                var journal = JournalOf(marking.Statement, council, direction);
                var draft = new JournalDraft(journal, coding[council], journal.PostingDate);
                foreach (var line in marking.Lines.Values.OrderBy(line => line.Position).Where(line => line.Payable != Money.Zero))
                {
                    if (direction == CodingWords.Receivable ? line.Payee == council : line.Payer == council)
                    {
                        draft.Book(direction == CodingWords.Receivable
                            ? Booked.Whole(line) : Booked.Agreed(line, marking.DisputedOf(line)));
                    }
                }

                faults.AddRange(draft.Faults);
                if (draft.Lines.Count > 0)
                {
                    db.Journals.Add(journal);
                    db.JournalLines.AddRange(draft.Lines);
                    totals.Add(new JournalTotals(journal.Reference, council, direction, draft.Lines.Count,
                        draft.Lines.Sum(line => line.Debit).InPounds, draft.Lines.Sum(line => line.Credit).InPounds));
                }
            }
        }

        if (faults.Count == 0)
        {
            await db.SaveChangesAsync(cancellationToken);
        }

        return (new Answer(marking.Statement.Number, "settled", totals), faults);
    }

    private static Journal JournalOf(Statement statement, string council, string direction) => new()
    {
        Reference = $"JN{Statement.ShortOf(statement.Period)}-{council}-{(direction == CodingWords.Receivable ? "R" : "P")}",
        Council = council,
        Partner = statement.Parties.Single(party => party != council),
        StatementNumber = statement.Number,
        Period = statement.Period,
        Direction = direction,
        DocumentDate = statement.IssuedOn,
        PostingDate = statement.Period.LastDay,
    };
}
