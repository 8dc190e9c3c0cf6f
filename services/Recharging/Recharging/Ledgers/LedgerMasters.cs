using System.Text;
using Microsoft.EntityFrameworkCore;
using Values;

namespace Recharging.Ledgers;

/// <summary>
/// What a council's ERP has told us of itself: the accounts and cost centres that exist and when they are open, the periods that are
/// open, and the types of document that take another back.
/// </summary>
public sealed class LedgerMasters(
    OpenDays accounts, OpenDays costCentres, IEnumerable<string> openPeriods, IEnumerable<string> reversalTypes)
{
    private readonly CodeBytes<bool> _openPeriods = new(openPeriods.Select(period => (period, true)));
    private readonly CodeBytes<bool> _reversalTypes = new(reversalTypes.Select(type => (type, true)));

    public OpenDays Accounts => accounts;

    public OpenDays CostCentres => costCentres;

    public bool IsOpen(ReadOnlySpan<byte> period) => _openPeriods.TryFind(period, out _);

    public bool IsReversal(ReadOnlySpan<byte> docType) => _reversalTypes.TryFind(docType, out _);

    public static async Task<LedgerMasters> OfAsync(RechargingDb db, CancellationToken cancellationToken)
    {
        var accounts = await db.Accounts.AsNoTracking().Where(account => account.IsOpen).ToListAsync(cancellationToken);
        var costCentres = await db.CostCentres.AsNoTracking().Where(centre => centre.IsOpen).ToListAsync(cancellationToken);
        var periods = await db.LedgerPeriods.Where(period => period.IsOpen).Select(period => period.Period).ToListAsync(cancellationToken);
        var reversals = await db.DocumentTypes.Where(type => type.IsReversal).Select(type => type.Code).ToListAsync(cancellationToken);
        return new LedgerMasters(
            new OpenDays(accounts.Select(account => (account.Code, account.FirstDay, account.LastDay))),
            new OpenDays(costCentres.Select(centre => (centre.Code, centre.FirstDay, centre.LastDay))),
            periods.Select(period => period.ToString()), reversals);
    }
}

/// <summary>Codes and the days on which they are open, the last included; no day is open-ended.</summary>
public sealed class OpenDays(IEnumerable<(string Code, DateOnly? First, DateOnly? Last)> codes)
{
    private readonly CodeBytes<DateRange> _codes = new(
        codes.Select(code => (code.Code, new DateRange(code.First ?? DateOnly.MinValue, code.Last))));

    public bool Contains(ReadOnlySpan<byte> code) => _codes.TryFind(code, out _);

    /// <summary>False only for a code that is known and not open on the day.</summary>
    public bool MayBeOpen(ReadOnlySpan<byte> code, DateOnly day) =>
        !_codes.TryFind(code, out var days) || days.Contains(day);
}

/// <summary>Codes looked up by the bytes of a file, without a string for each line.</summary>
internal sealed class CodeBytes<T>(IEnumerable<(string Code, T Value)> codes)
{
    private const int LongestCode = 64;

    private readonly Dictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> _codes = codes
        .ToDictionary(code => code.Code, code => code.Value, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    public bool TryFind(ReadOnlySpan<byte> code, out T value)
    {
        value = default!;
        Span<char> text = stackalloc char[LongestCode];
        return code.Length <= text.Length && _codes.TryGetValue(text[..Encoding.UTF8.GetChars(code, text)], out value!);
    }
}
