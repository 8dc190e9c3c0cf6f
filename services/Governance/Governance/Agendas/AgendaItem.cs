namespace Governance.Agendas;

/// <summary>A matter that waits for a joint board. Only added: what became of the matter is told where it belongs.</summary>
public sealed class AgendaItem
{
    /// <summary>Counts upwards: the order of the agenda.</summary>
    public long Number { get; init; }

    /// <summary>The board on whose agenda it is; null when neither agreement nor list of bodies says which.</summary>
    public required string? BodyCode { get; init; }

    /// <summary>Why on that board's agenda, or on none, as a sentence.</summary>
    public required string Placement { get; init; }

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
}
