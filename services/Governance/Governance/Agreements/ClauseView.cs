namespace Governance.Agreements;

/// <summary>A version of a clause as an officer of either party sees it.</summary>
public sealed record ClauseView(
    string Reference,
    int Version,
    string Kind,
    DateOnly EffectiveFrom,
    DateOnly? EffectiveUntil,
    IReadOnlyDictionary<string, string> Parameters,
    string ProposedBy,
    IReadOnlyList<string> AgreedBy,
    ClauseStatus State,
    Provenance Provenance)
{
    internal static ClauseView Of(Clause clause) => new(
        clause.Reference,
        clause.Version,
        clause.Kind,
        clause.EffectiveFrom,
        clause.EffectiveUntil,
        clause.Parameters,
        clause.ProposedBy,
        [.. clause.AgreedBy.Select(agreed => agreed.Council)],
        clause.Status,
        clause.Provenance);
}
