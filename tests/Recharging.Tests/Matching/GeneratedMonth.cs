using Recharging.Matching;
using Recharging.Matching.Differences;

namespace Recharging.Tests.Matching;

/// <summary>A statement with both ledgers, and what is true of each ledger line: no matcher sees that.</summary>
/// <param name="Missing">By council and statement line, what that ledger lacks, and whether something there looks like it.</param>
public sealed record GeneratedMonth(
    int Seed,
    ToReconcile Input,
    IReadOnlyDictionary<LedgerLineKey, Truth> Lines,
    IReadOnlyDictionary<(string Council, string Reference), Noise> Missing);

/// <summary>What a generated ledger line is.</summary>
/// <param name="References">The statement lines that it stands for; none when it is a stranger.</param>
/// <param name="Noise">What happened to it.</param>
/// <param name="IsCopy">The second posting of the same.</param>
public sealed record Truth(IReadOnlyList<string> References, Noise Noise, bool IsCopy);
