namespace Recharging.Contracts;

/// <summary>The council that pays a statement line agreed it.</summary>
public sealed record LineAgreed
{
    public required string StatementNumber { get; init; }

    public required string LineReference { get; init; }

    public required string AgreedBy { get; init; }

    public required decimal AmountGbp { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
