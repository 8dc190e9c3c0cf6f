using System.Collections.Frozen;

namespace Recharging.Matching;

/// <summary>What is known of other statements' charges that lines of these ledgers quote.</summary>
/// <param name="References">Their references, as far as their statements exist already; a reference's form tells the others.</param>
/// <param name="Posted">By council, those that stand in its ledger already: a further posting is one too many.</param>
public sealed record OtherStatements(IReadOnlySet<string> References, IReadOnlySet<(string Council, string Reference)> Posted)
{
    public static OtherStatements None { get; } = new(FrozenSet<string>.Empty, FrozenSet<(string, string)>.Empty);
}
