namespace Recharging.Matching;

/// <summary>What a ledger line was matched with last.</summary>
/// <param name="Version">Of the reconciliation; nil for a line that was matched when it came and waits for the next one.</param>
public sealed record LineUse(string StatementNumber, string StatementLine, MatchRule Rule, int Version);
