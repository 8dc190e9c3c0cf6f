using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Charging;
using Recharging.Engine.Lines;
using ServiceDefaults;
using Values;

namespace Recharging.Agreeing;

/// <summary>A statement with its lines and the last word of the paying councils on each, loaded to be marked.</summary>
public sealed class Marking
{
    private readonly Dictionary<string, LineMark> marks;
    private readonly Dictionary<string, LineMark> before;
    private readonly Caller caller;
    private readonly DateTimeOffset now;

    public Marking(Statement statement, Dictionary<string, StatementLine> lines, Dictionary<string, LineMark> marks, Caller caller,
        DateTimeOffset now) =>
        (Statement, Lines, this.marks, before, this.caller, this.now) = (statement, lines, marks, new(marks), caller, now);

    public Statement Statement { get; }

    public IReadOnlyDictionary<string, StatementLine> Lines { get; }

    /// <summary>Nothing is said of a statement or settled of it once its period is closed.</summary>
    public Refusal? PeriodIsClosed { get; init; }

    /// <summary>The revision of the last settlement, 0 before the first.</summary>
    public int SettledAt { get; init; }

    /// <summary>Null when the caller's council is no party of it: for the caller there is no such statement.</summary>
    public static async Task<Marking?> OfAsync(
        RechargingDb db, string number, Caller caller, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // One mark after the other: which one completes the statement has one answer.
        var statement = await db.Statements.FromSql($"SELECT *, xmin FROM statements WHERE number = {number} FOR UPDATE")
            .SingleOrDefaultAsync(cancellationToken);
        return await OfAsync(db, statement, caller, now, cancellationToken);
    }

    /// <summary>To be looked at only: nobody waits for it.</summary>
    public static async Task<Marking?> ToReadAsync(
        RechargingDb db, string number, Caller caller, DateTimeOffset now, CancellationToken cancellationToken) =>
        await OfAsync(
            db, await db.Statements.AsNoTracking().SingleOrDefaultAsync(statement => statement.Number == number, cancellationToken), caller,
            now, cancellationToken);

    private static async Task<Marking?> OfAsync(
        RechargingDb db, Statement? statement, Caller caller, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var number = statement?.Number ?? "";
        return statement is null ? null : new Marking(
            statement,
            await db.StatementLines.AsNoTracking().Where(line => line.StatementNumber == number)
                .ToDictionaryAsync(line => line.Reference, StringComparer.Ordinal, cancellationToken),
            await db.LastMarksAsync(number, null, cancellationToken),
            caller,
            now)
        {
            PeriodIsClosed = await db.LastEntryAsync(number, cancellationToken) is { IsClosed: true } closed
                ? ClosePeriod.AlreadyClosed(closed) : null,
            SettledAt = await db.Settlements
                .Where(settlement => settlement.StatementNumber == number && settlement.TookBack == null)
                .MaxAsync(settlement => (int?)settlement.Revision, cancellationToken) ?? 0,
        };
    }

    /// <summary>What costs nothing needs no word; of all else nobody has said anything until the payer does.</summary>
    public LineState StateOf(StatementLine line) => marks.TryGetValue(line.Reference, out var mark) ? mark.State : UnmarkedState(line);

    public static LineState UnmarkedState(StatementLine line) =>
        line.Payable == Money.Zero ? LineState.NotPayable : LineState.Unseen;

    /// <summary>How much of a line the payer disputes.</summary>
    public Money DisputedOf(StatementLine line) => marks.TryGetValue(line.Reference, out var mark) ? mark.Disputed : Money.Zero;

    /// <summary>True when a settlement takes the line: it is marked, and not withdrawn before its credit is out.</summary>
    public bool IsSettled(StatementLine line) =>
        StateOf(line) is not LineState.Unseen && (StateOf(line) is not LineState.Withdrawn || DisputedOf(line) == Money.Zero);

    /// <summary>True when the council that pays owes some of it now.</summary>
    public bool IsPayable(StatementLine line) =>
        StateOf(line) is LineState.Agreed or LineState.PartDisputed or LineState.CreditAgreed && DisputedOf(line) < line.Amount.Abs();

    /// <summary>Only the council that pays a line may say anything of it.</summary>
    public ProblemHttpResult? WhyMayNot(StatementLine line) =>
        caller.Council == line.Payer
            ? null
            : Problems.Forbidden($"{line.Reference} is paid by {line.Payer}: only its officers agree or dispute it.");

    /// <summary>Agrees the whole line; a dispute over it is dropped.</summary>
    public Refusal? Agree(StatementLine line)
    {
        if (CannotBeMarked(line) is { } refusal)
        {
            return refusal;
        }

        marks[line.Reference] = Mark(line, LineState.Agreed);
        return null;
    }

    /// <summary>Disputes part of the line or all of it; the rest is payable.</summary>
    public Refusal? Dispute(StatementLine line, DisputedPart part)
    {
        if (CannotBeMarked(line) is { } refusal)
        {
            return refusal;
        }

        if (!DisputeReasons.All.Contains(part.Reason))
        {
            return new Refusal("dispute-reason",
                $"'{part.Reason}' is no reason for a dispute. Choose one of {string.Join(", ", DisputeReasons.All)}.");
        }

        if (part.Amount.Pence <= 0 || part.Amount > line.Amount.Abs())
        {
            return new Refusal("dispute-amount", $"Dispute more than nothing and at most the line's {line.Amount.Abs()}.");
        }

        if (marks.TryGetValue(line.Reference, out var before) && before.Revision < SettledAt && part.Amount > before.Disputed)
        {
            return new Refusal("line-in-ledgers",
                $"All but {before.Disputed} of {line.Reference} has gone to the ledgers: no more than that can be disputed now.");
        }

        marks[line.Reference] = Mark(line, part.Amount == line.Amount.Abs() ? LineState.Disputed : LineState.PartDisputed) with
        {
            Disputed = part.Amount,
            Reason = part.Reason,
            Proposed = part.Proposed,
            Explanation = part.Explanation,
        };
        return null;
    }

    /// <summary>The council that is owed takes the charge back: nothing more of it is payable until its credit is out.</summary>
    public Refusal? Withdraw(StatementLine line)
    {
        if (CannotBeMarked(line) is { } refusal)
        {
            return refusal;
        }

        // What has gone to the ledgers already comes back with the credit.
        var held = marks.TryGetValue(line.Reference, out var before) && before.Revision < SettledAt ? before.Disputed : line.Amount.Abs();
        marks[line.Reference] = Mark(line, LineState.Withdrawn) with { Council = line.Payee, Disputed = held };
        return null;
    }

    /// <summary>Both councils agreed how much of a disputed line goes back, whether its period is closed or not: so much is held until
    /// its credit is out, and the rest is payable.</summary>
    public Refusal? Resolve(StatementLine line, Money credit)
    {
        if (StateOf(line) is not (LineState.Disputed or LineState.PartDisputed))
        {
            return new Refusal("line-not-disputed", $"{line.Reference} is not disputed: there is nothing to resolve.");
        }

        marks[line.Reference] = credit == Money.Zero
            ? Mark(line, LineState.Agreed)
            : marks[line.Reference] with
            {
                State = LineState.CreditAgreed,
                Revision = Statement.Revision + 1,
                Council = caller.Council,
                Disputed = credit,
                MarkedBy = caller.NameInRecords,
                SignIn = caller.Subject,
                MarkedAt = now,
            };
        return null;
    }

    /// <summary>The credit of a line is on a statement: nothing of it is held any more.</summary>
    public void Release(StatementLine line, string creditedBy)
    {
        var last = marks[line.Reference];
        marks[line.Reference] = Mark(line, last.State is LineState.Withdrawn ? LineState.Withdrawn : LineState.Agreed) with
        {
            Council = last.Council,
            MarkedBy = creditedBy,
            SignIn = null,
        };
    }

    /// <summary>Writes what was said as the statement's next revision.</summary>
    public Refusal? Record(RechargingDb db)
    {
        db.LineMarks.AddRange(marks.Values.Where(mark => mark.Revision > Statement.Revision));
        return Statement.Mark(
            Lines.Values.All(line => StateOf(line) is not LineState.Unseen),
            marks.Values.Any(mark => mark.Releases(before.GetValueOrDefault(mark.LineReference))));
    }

    private LineMark Mark(StatementLine line, LineState state) => new()
    {
        LineReference = line.Reference,
        Revision = Statement.Revision + 1,
        StatementNumber = Statement.Number,
        Council = line.Payer,
        Parties = line.Parties,
        State = state,
        MarkedBy = caller.NameInRecords,
        SignIn = caller.Subject,
        MarkedAt = now,
    };

    /// <summary>Why nobody says anything more of the line.</summary>
    public Refusal? CannotBeMarked(StatementLine line) => PeriodIsClosed ?? StateOf(line) switch
    {
        LineState.NotPayable => new Refusal("line-not-payable", $"{line.Reference} costs nothing: there is nothing to agree or dispute."),
        LineState.Withdrawn => new Refusal("line-withdrawn", $"{line.Reference} was withdrawn."),
        LineState.CreditAgreed => new Refusal("credit-agreed",
            $"{DisputedOf(line)} of {line.Reference} goes back, as both councils agreed: its credit comes with a later statement."),
        LineState.Agreed => new Refusal("line-agreed",
            $"{line.Reference} is agreed already. What is wrong with it is corrected by a later run."),
        _ => null,
    };
}
