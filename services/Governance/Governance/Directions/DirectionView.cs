namespace Governance.Directions;

/// <summary>
/// A Direction and its steps as officers see it: every council once it binds, before that only the council that it is meant for.
/// </summary>
public sealed record DirectionView(
    string Reference,
    string Issuer,
    string Council,
    string Title,
    string LegalBasis,
    IReadOnlyList<string> Requirements,
    DirectionStatus State,
    IReadOnlyList<DirectionView.Step> Steps)
{
    public sealed record Step(DirectionStatus State, DateOnly OnDay, DateOnly? CommentsBy, Provenance Provenance);

    internal static DirectionView Of(Direction direction) => new(
        direction.Reference,
        direction.IssuerCode,
        direction.Council,
        direction.Title,
        direction.LegalBasis,
        direction.Requirements,
        direction.Status,
        [.. direction.Steps.Select(step => new Step(step.Status, step.OnDay, step.CommentsBy, step.Provenance))]);
}
