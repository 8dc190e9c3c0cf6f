using Recharging.Ledgers;
using Values;

namespace Recharging.Settling;

/// <summary>What a journal has in its ERP's codes. Its accounts are coded already, when it is made.</summary>
public sealed record JournalCodes(string Entity, string DocumentType, string Partner, FileEncoding Encoding)
{
    private const string Recharge = "RC";

    /// <summary>By the mapping that holds on the day of posting; or why the ERP can't take the journal yet.</summary>
    public static (JournalCodes? Codes, Refusal? Refusal) Of(Journal journal, IEnumerable<MappedCode> rows)
    {
        var (map, unclear) = CodeMap.OfJournals(rows, journal.Council, journal.PostingDate);
        if (map is null)
        {
            return (null, unclear);
        }

        var (partner, unmapped) = map.Partner(journal.Partner, journal.Direction);
        return partner is null
            ? (null, unmapped)
            : (new JournalCodes(map.Entity, map.DocumentType(journal.Direction) ?? Recharge, partner, map.Encoding ?? FileEncoding.Utf8), null);
    }
}
