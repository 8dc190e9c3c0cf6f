namespace Portal.Clients;

/// <summary>Why a line is what it is, as Recharging works it out again for both councils alike, but for pay.</summary>
public sealed record LineExplanation(
    string LineReference, string StatementNumber, decimal AmountGbp, decimal VatGbp, string Working, LineExplanation.Reasons Explanation)
{
    public sealed record Reasons(long FactNumber, int EngineVersion, Step Amount, IReadOnlyList<Step> Authorities, Step Vat);

    /// <summary>One step, made of the steps before it, or a leaf that says where it is found.</summary>
    public sealed record Step(
        [property: System.Text.Json.Serialization.JsonPropertyName("step")] string Kind,
        string Says,
        decimal? Value,
        string? Source,
        string? Sha256,
        string? Party,
        IReadOnlyList<Step>? From);
}
