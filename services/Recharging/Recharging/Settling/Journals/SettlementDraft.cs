using Microsoft.EntityFrameworkCore;
using Recharging.Agreeing;
using Recharging.Charging;
using Recharging.Engine.Lines;
using Recharging.Ledgers;
using ServiceDefaults;
using Values;

namespace Recharging.Settling;

/// <summary>Works out what is agreed of a statement and is in no journal yet.</summary>
public static class SettlementDraft
{
    private const int MostJournals = 9;

    /// <summary>A journal for each council and direction that has something new. Call as the worker: it reads both councils'
    /// journals.</summary>
    /// <param name="db">As the worker.</param>
    /// <param name="marking">The statement and what was said of its lines.</param>
    /// <param name="clock">What is released after its period was closed is posted on its day.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<(IReadOnlyList<JournalDraft> Drafts, Refusal? Refusal)> OfAsync(
        RechargingDb db, Marking marking, BusinessClock clock, CancellationToken cancellationToken)
    {
        var (today, madeAt) = (clock.Today(), clock.GetUtcNow());
        var coding = await db.CouncilCodingAsync(marking.Statement.Parties, cancellationToken);
        var booked = await JournalledAsync(db, marking.Statement.Number, cancellationToken);
        var lines = LinesOf(marking, booked);
        var made = await db.Journals.AsNoTracking().Where(journal => journal.StatementNumber == marking.Statement.Number)
            .Select(journal => new { journal.Council, journal.Direction }).ToListAsync(cancellationToken);
        var drafts = new List<JournalDraft>();
        foreach (var council in marking.Statement.Parties)
        {
            foreach (var direction in new[] { CodingWords.Receivable, CodingWords.Payable })
            {
                var earlier = made.Count(journal => journal.Council == council && journal.Direction == direction);
                var journal = JournalOf(marking, council, direction, earlier, today);
                var draft = new JournalDraft(journal, coding[council], journal.PostingDate, madeAt);
                foreach (var part in lines
                    .Where(line => council == (direction == CodingWords.Receivable ? line.Payee : line.Payer))
                    .Select(line => NewOf(marking, line, direction, booked)).Where(part => !part.IsNothing))
                {
                    draft.Book(part);
                }

                if (earlier == MostJournals && draft.Lines.Count > 0)
                {
                    return ([], new Refusal("journals-exhausted",
                        $"{council} has {MostJournals} {direction} journals of {marking.Statement.Number}. Charge the rest with a later run."));
                }

                drafts.Add(draft);
            }
        }

        List<Refusal> faults =
        [
            .. await ClosedLedgersAsync(db, drafts.Find(draft => draft.Lines.Count > 0)?.Journal, cancellationToken),
            .. drafts.SelectMany(draft => draft.Faults),
        ];
        return faults.Count == 0
            ? ([.. drafts.Where(draft => draft.Lines.Count > 0)], null)
            : ([], new Refusal(faults[0].Code, $"{string.Join("; ", faults.Select(fault => fault.Sentence).Distinct())}. "
                + "Put this right first, then settle."));
    }

    // After the close only what is released since, or taken back by a ledger, is left: it belongs to a later period of both books.
    private static List<StatementLine> LinesOf(Marking marking, Journalled booked) =>
    [
        .. marking.Lines.Values.OrderBy(line => line.Position)
            .Where(line => line.Payable != Money.Zero && marking.IsSettled(line)
                && (marking.PeriodIsClosed is null || booked.WasTakenBack(line.Reference)
                    || !NewOf(marking, line, CodingWords.Payable, booked).IsNothing)),
    ];

    private static Booked NewOf(Marking marking, StatementLine line, string direction, Journalled booked) =>
        (direction == CodingWords.Receivable ? Booked.Whole(line) : Booked.Agreed(line, marking.DisputedOf(line)))
        .Less(booked.Of(direction, line.Reference));

    private static async Task<Journalled> JournalledAsync(RechargingDb db, string statement, CancellationToken cancellationToken) => new(
        (await (from line in db.JournalLines.AsNoTracking()
                join journal in db.Journals.AsNoTracking() on line.JournalReference equals journal.Reference
                where journal.StatementNumber == statement && line.Version == journal.Version
                select new { journal.Direction, TakenBack = journal.State == JournalState.Reversed, Line = line })
                .ToListAsync(cancellationToken))
        .ToLookup(booked => booked.TakenBack, booked => (booked.Direction, booked.Line)));

    private static async Task<List<Refusal>> ClosedLedgersAsync(RechargingDb db, Journal? journal, CancellationToken cancellationToken) =>
        journal is null ? [] : await db.LedgerPeriods.AsNoTracking()
            .Where(period => period.Period == journal.Period && !period.IsOpen
                && (period.Council == journal.Council || period.Council == journal.Partner))
            .Select(period => new Refusal("ledger-closed", $"{period.Council}'s ledger is closed for {journal.Period}"))
            .ToListAsync(cancellationToken);

    private static Journal JournalOf(Marking marking, string council, string direction, int earlier, DateOnly today)
    {
        var statement = marking.Statement;
        var isLate = marking.PeriodIsClosed is not null;
        return new Journal
        {
            Reference = $"JN{statement.Period.ToShortString()}-{council}-{(direction == CodingWords.Receivable ? "R" : "P")}"
                + (earlier == 0 ? "" : $"{earlier + 1}"),
            Council = council,
            Partner = statement.Parties.Single(party => party != council),
            StatementNumber = statement.Number,
            Period = isLate ? AccountingPeriod.Of(today) : statement.Period,
            Direction = direction,
            DocumentDate = earlier == 0 && !isLate ? statement.IssuedOn : today,
            PostingDate = isLate ? today : statement.Period.LastDay,
        };
    }

    /// <summary>What the statement's journals have of its lines, but those that a ledger took back.</summary>
    private sealed class Journalled(ILookup<bool, (string Direction, JournalLine Line)> byTakenBack)
    {
        private readonly ILookup<(string Direction, string Line), JournalLine> rows =
            byTakenBack[false].ToLookup(row => (row.Direction, row.Line.ExternalLineId), row => row.Line);

        private readonly HashSet<string> takenBack =
            byTakenBack[true].Select(row => row.Line.ExternalLineId).ToHashSet(StringComparer.Ordinal);

        public bool WasTakenBack(string line) => takenBack.Contains(line);

        /// <summary>By component, as the payer owes it.</summary>
        public Dictionary<string, Money> Of(string direction, string line) => rows[(direction, line)]
            .GroupBy(row => row.Component, StringComparer.Ordinal)
            .ToDictionary(
                component => component.Key,
                component => component.Sum(row => direction == CodingWords.Receivable ? row.Credit - row.Debit : row.Debit - row.Credit),
                StringComparer.Ordinal);
    }
}
