using Governance.Bodies;

namespace Governance.Directions;

/// <summary>An order of the Secretary of State to a council, from its draft until it is lifted.</summary>
public sealed class Direction
{
    private readonly List<DirectionStep> steps = [];

    public required string Reference { get; init; }

    /// <summary>The third party that orders.</summary>
    public required string IssuerCode { get; init; }

    /// <summary>The council that must follow.</summary>
    public required string Council { get; init; }

    public required string Title { get; init; }

    public required string LegalBasis { get; init; }

    public required IReadOnlyList<string> Requirements { get; init; }

    public DirectionStatus Status { get; private set; }

    /// <summary>First to last.</summary>
    public IReadOnlyList<DirectionStep> Steps => [.. steps.OrderBy(step => step.Number)];

    /// <summary>The issuer shows the council what it means to order.</summary>
    public Refusal? Draft(Body issuer, DateOnly today, DateOnly onDay, Provenance provenance) =>
        issuer.IsThirdParty
            ? Move(DirectionStatus.Draft, today, onDay, provenance, steps.Count == 0)
            : new Refusal(
                "not-a-third-party",
                $"{issuer.Name} can't direct a council. Only a third party such as the Secretary of State can.");

    /// <summary>The council may comment on the draft until a day.</summary>
    public Refusal? InviteRepresentations(DateOnly today, DateOnly onDay, DateOnly commentsBy, Provenance provenance) =>
        commentsBy < onDay
            ? new Refusal("no-time-to-comment", $"Comments can't be due before they are invited on {onDay:yyyy-MM-dd}.")
            : Move(
                DirectionStatus.Representations, today, onDay, provenance, Status is DirectionStatus.Draft && steps.Count > 0, commentsBy);

    /// <summary>The order binds from this day. An urgent one may come without time for representations.</summary>
    public Refusal? Issue(DateOnly today, DateOnly onDay, Provenance provenance) =>
        Move(
            DirectionStatus.InForce,
            today,
            onDay,
            provenance,
            Status is DirectionStatus.Draft or DirectionStatus.Representations && steps.Count > 0);

    /// <summary>The order binds with other requirements from this day.</summary>
    public Refusal? Vary(DateOnly today, DateOnly onDay, Provenance provenance) =>
        Move(DirectionStatus.Varied, today, onDay, provenance, Status is DirectionStatus.InForce or DirectionStatus.Varied);

    /// <summary>The order binds no more from this day.</summary>
    public Refusal? Lift(DateOnly today, DateOnly onDay, Provenance provenance) =>
        Move(DirectionStatus.Lifted, today, onDay, provenance, Status is DirectionStatus.InForce or DirectionStatus.Varied);

    private Refusal? Move(
        DirectionStatus to, DateOnly today, DateOnly onDay, Provenance provenance, bool allowed, DateOnly? commentsBy = null)
    {
        if (!allowed)
        {
            return new Refusal("wrong-state", $"{Reference} is {Status}, so it can't become {to}.");
        }

        if (onDay > today)
        {
            return new Refusal("not-yet", $"{onDay:yyyy-MM-dd} has not come yet. Record the step when it happens.");
        }

        if (steps.Count > 0 && onDay < Steps[^1].OnDay)
        {
            return new Refusal(
                "out-of-order",
                $"{Reference} became {Status} on {Steps[^1].OnDay:yyyy-MM-dd}. The next step can't be earlier.");
        }

        steps.Add(new DirectionStep
        {
            DirectionReference = Reference,
            Number = steps.Count + 1,
            Status = to,
            OnDay = onDay,
            CommentsBy = commentsBy,
            Provenance = provenance
        });
        Status = to;
        return null;
    }
}

/// <summary>A day on which a Direction changed its state, and where we know it from.</summary>
public sealed class DirectionStep
{
    public required string DirectionReference { get; init; }

    public required int Number { get; init; }

    public required DirectionStatus Status { get; init; }

    public required DateOnly OnDay { get; init; }

    /// <summary>The last day for representations, on the step that invites them.</summary>
    public required DateOnly? CommentsBy { get; init; }

    public required Provenance Provenance { get; init; }
}

/// <summary>InForce and Varied bind the council; the others don't.</summary>
public enum DirectionStatus
{
    Draft,
    Representations,
    InForce,
    Varied,
    Lifted
}
