namespace Recharging.Contracts;

/// <summary>A period is over for both councils: nothing of its statement is agreed, disputed or settled any more.</summary>
public sealed record PeriodClosed
{
    /// <summary>For example <c>2023/24-P01</c>.</summary>
    public required string Period { get; init; }

    public required IReadOnlyList<string> Councils { get; init; }

    public required string StatementNumber { get; init; }

    /// <summary>The council whose officer closed it.</summary>
    public required string ClosedBy { get; init; }

    /// <summary>Lines that are carried in dispute.</summary>
    public required int DisputedLines { get; init; }

    public required decimal DisputedGbp { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
