namespace MatchFiles;

/// <summary>
/// Which partner codes of a ledger mean the other council: those that the command line says; or else the council's own name, what its
/// ledger and the statement call it; or else the only code that the ledger has.
/// </summary>
public sealed class Partners
{
    private readonly HashSet<string> _codes;

    private Partners(HashSet<string> codes) => _codes = codes;

    public bool Means(string? partner) => partner is not null && _codes.Contains(partner);

    /// <param name="ledger">Whose partners are told apart.</param>
    /// <param name="other">The council that is looked for.</param>
    /// <param name="said">Its codes on the command line, empty when it says none.</param>
    /// <param name="option">The option that would say them.</param>
    /// <param name="otherLedger">Names the other council where it names itself.</param>
    /// <param name="statement">What the statement calls the councils.</param>
    /// <exception cref="FaultException">There are several, and nothing tells which of them is meant.</exception>
    public static Partners Of(
        Rows ledger, string other, IReadOnlySet<string> said, string option, Rows otherLedger, IEnumerable<string> statement)
    {
        var there = Codes(ledger, "partner");
        if (said.Count > 0)
        {
            return there.Count == 0 || there.Overlaps(said) ? new(said.ToHashSet(StringComparer.OrdinalIgnoreCase)) : throw new FaultException(
                $"{ledger.File} has no line of partner {string.Join(" or ", said.Order())}, as {option} says. It has {Some(there)}.");
        }

        var own = Codes(ledger, "entity");
        var named = there.Where(code => code.Equals(other, StringComparison.OrdinalIgnoreCase)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var called = Codes(otherLedger, "entity").Concat(statement).Except(own, StringComparer.OrdinalIgnoreCase);
        named.UnionWith(there.Intersect(called, StringComparer.OrdinalIgnoreCase));
        return named.Count > 0 ? new(named)
            : there.Count <= 1 ? new(there)
            : throw new FaultException(
                $"{ledger.File} names the partners {Some(there)}, and nothing says which of them is the other council. Say {option} CODE.");
    }

    private static string Some(HashSet<string> codes) => string.Join(", ", codes.Order(StringComparer.Ordinal).Take(10)) + (codes.Count > 10 ? ", …" : "");

    private static HashSet<string> Codes(Rows rows, string column) =>
        rows.Has(column) ? rows.All.Select(row => row[column]).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase) : [];
}
