namespace Recharging.Contracts;

/// <summary>A closed period is open again, at the wish of the council that had not closed it.</summary>
public sealed record PeriodReopened
{
    /// <summary>For example <c>2023/24-P01</c>.</summary>
    public required string Period { get; init; }

    public required IReadOnlyList<string> Councils { get; init; }

    public required string StatementNumber { get; init; }

    /// <summary>The council whose S151 delegate reopened it.</summary>
    public required string ReopenedBy { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
