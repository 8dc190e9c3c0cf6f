namespace Portal.Clients;

/// <summary>What the codes of the council's own ERPs stand for.</summary>
public sealed class ErpMappingClient(HttpClient recharging)
{
    public Task<IReadOnlyList<MappedCode>> All(CancellationToken cancel) =>
        recharging.Read<IReadOnlyList<MappedCode>>("erp-mapping", cancel);

    public Task<(LoadedFile? Loaded, Refused? Refused)> Load(Stream csv, Guid key, CancellationToken cancel) =>
        recharging.PostCsv<LoadedFile>("erp-mapping", csv, key, cancel);
}

/// <summary>From a day on a code stands for something; for nothing any more where <paramref name="Ours"/> is null.</summary>
public sealed record MappedCode(
    string SourceSystem, DateOnly EffectiveFrom, string Setting, string? Ours, string Theirs, string LoadedBy, DateTimeOffset LoadedAt);

/// <summary>What became of a file's rows.</summary>
public sealed record LoadedFile(int Rows, int Taken, int Unchanged, IReadOnlyList<LoadedFile.Fault> NotTaken)
{
    public sealed record Fault(int Row, string Column, string Value, string Rule);
}
