namespace Governance.Bodies;

/// <summary>A body as officers see it. Bodies are public.</summary>
public sealed record BodyView(string Code, string Name, string? Council, BodyKind Kind, string? Role, bool Decides, Provenance Provenance)
{
    internal static BodyView Of(Body body) => new(body.Code, body.Name, body.Council, body.Kind, body.Role, body.Decides, body.Provenance);
}
