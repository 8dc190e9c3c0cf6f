using Recharging.Matching;

namespace Recharging.Reconciling;

/// <summary>A line of the officer's own ledger, as reconciliations cite it.</summary>
/// <param name="DocRef">The document.</param>
/// <param name="LineNo">Its line, counted from 1.</param>
/// <param name="Part">Of a line that was split, counted from 1; nil for a whole line.</param>
/// <param name="Council">May be left out: a line of the other council's ledger is refused.</param>
/// <param name="SourceSystem">Only needed where two systems have the same document.</param>
/// <param name="Entity">Only needed where two entities have the same document.</param>
public sealed record LineOfOwnLedger(
    string DocRef, int LineNo, int Part = 0, string? Council = null, string? SourceSystem = null, string? Entity = null)
{
    public bool Names(LedgerLineKey key) => (key.DocRef, key.LineNo, key.Part) == (DocRef, LineNo, Part)
        && (SourceSystem is null || SourceSystem == key.SourceSystem) && (Entity is null || Entity == key.Entity);

    public override string ToString() => $"{(Part == 0 ? "line" : $"part {Part} of line")} {LineNo} of {DocRef}";
}
