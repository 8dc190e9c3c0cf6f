namespace Recharging.Contracts;

/// <summary>A council's ERP sent a batch of ledger lines and the good documents of it are in the ledger.</summary>
public sealed record LedgerBatchPosted
{
    public required string Council { get; init; }

    public required string SourceSystem { get; init; }

    public required string BatchId { get; init; }

    /// <summary>Lines added.</summary>
    public required int Lines { get; init; }

    public required int RefusedDocuments { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
