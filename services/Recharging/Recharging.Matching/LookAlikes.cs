namespace Recharging.Matching;

/// <summary>Leftovers that have the amount and the day of a charge that was not found, and yet say that they are something else.</summary>
internal static class LookAlikes
{
    public static IReadOnlyDictionary<ControlLine, string> Of(Board board)
    {
        var free = board.Free().FindAll(line => board.IsOfPeriod(line) && board.QuotesNothingHere(line) && !board.IsElsewhere(line));
        if (free.Count == 0)
        {
            return new Dictionary<ControlLine, string>();
        }

        var charges = board.Open().Where(entry => board.Entries[entry].Amount.Pence != 0).ToLookup(entry => board.Entries[entry].Amount);
        var found = new Dictionary<ControlLine, string>(ReferenceEqualityComparer.Instance);
        foreach (var line in free)
        {
            var posted = board.Lines[line];
            var nearest = charges[posted.Amount].Select(entry => board.Entries[entry])
                .OrderBy(entry => Math.Abs(entry.PostingDate.DayNumber - posted.PostingDate.DayNumber)).FirstOrDefault();
            if (nearest is not null && Math.Abs(nearest.PostingDate.DayNumber - posted.PostingDate.DayNumber) <= board.Terms.WindowDays)
            {
                found.Add(posted, nearest.StatementLine);
            }
        }

        return found;
    }
}
