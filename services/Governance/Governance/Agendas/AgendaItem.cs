using Governance.Bodies;

namespace Governance.Agendas;

/// <summary>Whether a matter waits for a body, for its answer, or for nothing any more.</summary>
public enum AgendaItemStatus
{
    Unplaced,
    Open,
    Settled
}

/// <summary>A matter that waits for a joint board. Placed once and settled once; all else of it is never changed.</summary>
public sealed class AgendaItem
{
    /// <summary>Counts upwards: the order of the agenda.</summary>
    public long Number { get; init; }

    /// <summary>The board on whose agenda it is; null when neither agreement nor list of bodies says which, and no officer has.</summary>
    public required string? BodyCode { get; set; }

    /// <summary>Why on that board's agenda, or on none, as a sentence.</summary>
    public required string Placement { get; set; }

    /// <summary>The matter by its own reference, such as the dispute <c>DP2324P01-005</c>.</summary>
    public required string Matter { get; init; }

    public required string AgreementReference { get; init; }

    public required string Title { get; init; }

    /// <summary>What the board has to say, as one sentence.</summary>
    public required string Asked { get; init; }

    /// <summary>Why it came to the board, as a sentence.</summary>
    public required string Because { get; init; }

    /// <summary>The councils that may read it.</summary>
    public required string[] Parties { get; init; }

    /// <summary>The event that put it on, once for ever: publisher, stream and version.</summary>
    public required string Source { get; init; }

    public required DateTimeOffset PutOnAt { get; init; }

    /// <summary>When an officer placed it; null when it was put on its board's agenda, or on none, by what the agreement says.</summary>
    public DateTimeOffset? PlacedAt { get; private set; }

    /// <summary>When the matter was settled; null while it waits.</summary>
    public DateTimeOffset? SettledAt { get; private set; }

    /// <summary>What became of it, as a sentence.</summary>
    public string? Outcome { get; private set; }

    public AgendaItemStatus Status => SettledAt is not null ? AgendaItemStatus.Settled
        : BodyCode is null ? AgendaItemStatus.Unplaced
        : AgendaItemStatus.Open;

    /// <summary>An officer says which joint board has to answer, where the agreement does not.</summary>
    /// <param name="officer">Who says so, with the council.</param>
    public Refusal? Place(Body body, string officer, string reason, DateTimeOffset now)
    {
        if (Status is not AgendaItemStatus.Unplaced)
        {
            return new Refusal(
                $"item-{Status.ToString().ToLowerInvariant()}",
                Status is AgendaItemStatus.Settled ? $"{Matter} is settled: no board has to answer it." : $"{Matter} is on {BodyCode}'s agenda.");
        }

        if (body.Kind is not BodyKind.JointBoard)
        {
            return new Refusal("not-competent", $"{body.Name} is no joint board: it can't answer what two councils ask.");
        }

        (BodyCode, Placement, PlacedAt) = (body.Code, $"{officer} placed it: {reason}", now);
        return null;
    }

    /// <summary>The councils have settled the matter, on the board's word or without it.</summary>
    public Refusal? Settle(string outcome, DateTimeOffset settledAt)
    {
        if (Status is AgendaItemStatus.Settled)
        {
            return new Refusal("item-settled", $"{Matter} is settled already.");
        }

        (Outcome, SettledAt) = (outcome, settledAt);
        return null;
    }
}
