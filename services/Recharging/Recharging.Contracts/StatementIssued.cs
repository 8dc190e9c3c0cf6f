namespace Recharging.Contracts;

/// <summary>A month's charges in both directions are put before both councils: one record that both see.</summary>
public sealed record StatementIssued
{
    public required string StatementNumber { get; init; }

    /// <summary>The agreements charged under.</summary>
    public required IReadOnlyList<string> AgreementReferences { get; init; }

    /// <summary>For example <c>2023/24-P01</c>.</summary>
    public required string Period { get; init; }

    public required int Lines { get; init; }

    /// <summary>What each council is owed, by council, pounds before VAT and netting.</summary>
    public required IReadOnlyDictionary<string, decimal> OwedGbp { get; init; }

    public required DateOnly IssuedOn { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
