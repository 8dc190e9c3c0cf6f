namespace Governance.Bodies;

/// <summary>A body that decides, advises or oversees: of one council, joint, or a third party such as the Secretary of State.</summary>
public sealed class Body
{
    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>The council whose body it is; null for joint bodies and third parties.</summary>
    public required string? Council { get; init; }

    public required BodyKind Kind { get; init; }

    public required string? Role { get; init; }

    public required Provenance Provenance { get; init; }

    /// <summary>Joint boards, partnerships and officers' teams prepare and oversee; each council decides in its own bodies.</summary>
    public bool Decides => Kind is BodyKind.Council or BodyKind.Executive or BodyKind.Committee or BodyKind.Scrutiny or BodyKind.ThirdParty;

    /// <summary>Scrutiny may call in what the executive decides, nobody else's decisions.</summary>
    public bool IsSubjectToCallIn => Kind is BodyKind.Executive;

    public bool IsThirdParty => Kind is BodyKind.ThirdParty;

    /// <summary>A body of a council needs that council, a joint body or third party has none, and each council registers its own.</summary>
    public Refusal? Register(string callersCouncil)
    {
        var ofOneCouncil = Kind is not (BodyKind.JointBoard or BodyKind.Partnership or BodyKind.ThirdParty);
        if (ofOneCouncil && Council is null)
        {
            return new Refusal("council-missing", $"A body of kind {Kind} belongs to a council. Say which.");
        }

        if (!ofOneCouncil && Council is not null)
        {
            return new Refusal("council-given", $"A body of kind {Kind} belongs to no single council. Leave the council out.");
        }

        return Council is not null && Council != callersCouncil
            ? new Refusal("not-your-council", $"{Name} is a body of {Council}. An officer of {Council} must register it.")
            : null;
    }
}

/// <summary>What a body is decides whether it may decide, and whether its decisions can be called in.</summary>
public enum BodyKind
{
    Council,
    Executive,
    Committee,
    Scrutiny,
    OfficerTeam,
    ProjectBoard,
    JointBoard,
    Partnership,
    ThirdParty
}
