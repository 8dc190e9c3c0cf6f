using System.Text;

namespace Recharging.Ledgers;

/// <summary>What a council's ERP has told us of itself: the accounts and cost centres that exist, the periods that are open.</summary>
public sealed class LedgerMasters(IEnumerable<string> accounts, IEnumerable<string> costCentres, IEnumerable<string> openPeriods)
{
    private readonly KnownCodes _accounts = new(accounts);
    private readonly KnownCodes _costCentres = new(costCentres);
    private readonly KnownCodes _openPeriods = new(openPeriods);

    public bool HasAccount(ReadOnlySpan<byte> account) => _accounts.Contains(account);

    public bool HasCostCentre(ReadOnlySpan<byte> costCentre) => _costCentres.Contains(costCentre);

    public bool IsOpen(ReadOnlySpan<byte> period) => _openPeriods.Contains(period);

    /// <summary>Codes looked up by the bytes of a file, without a string for each line.</summary>
    private sealed class KnownCodes(IEnumerable<string> codes)
    {
        private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _codes =
            codes.ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

        public bool Contains(ReadOnlySpan<byte> code)
        {
            Span<char> text = stackalloc char[64];
            return code.Length <= text.Length && _codes.Contains(text[..Encoding.UTF8.GetChars(code, text)]);
        }
    }
}
