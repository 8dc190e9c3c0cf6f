using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Governance.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Facts;
using Values;

namespace Recharging.Charging;

/// <summary>
/// What an issued run was worked out with and what came out: whoever feeds the same facts to the same engine gets the same output
/// hash, and a run that looked up another rate or clause has another hash of those.
/// </summary>
public sealed record Receipt
{
    public required Guid RunId { get; init; }

    public required string[] Parties { get; init; }

    public required AccountingPeriod Period { get; init; }

    public required AccountingPeriod FirstServicePeriod { get; init; }

    public required bool IsFinalAccount { get; init; }

    public required int EngineVersion { get; init; }

    /// <summary>The facts up to this one were known.</summary>
    public required long FactNumber { get; init; }

    /// <summary>When that was, by the business clock.</summary>
    public required DateTimeOffset KnownAt { get; init; }

    /// <summary>The rates that the run looked up, by fact number.</summary>
    public required long[] RateFacts { get; init; }

    public required string RatesSha256 { get; init; }

    /// <summary>The clause versions that the run looked up, by fact number.</summary>
    public required long[] ClauseFacts { get; init; }

    public required string ClausesSha256 { get; init; }

    /// <summary>All else that the run read: who serves where, pay, shares, drivers, costs, agreements.</summary>
    public required int BaseFacts { get; init; }

    public required string BasesSha256 { get; init; }

    public required int Lines { get; init; }

    /// <summary>Of the lines, in the order of the statement.</summary>
    public required string OutputSha256 { get; init; }

    /// <summary>Of everything above but the run's own id.</summary>
    public string Sha256 { get; private init; } = "";

    public static Receipt Of(Run run, Calculation calculation, int lines)
    {
        var cited = calculation.Facts.Cited.ToLookup(fact =>
            RateTable.IsRate(fact.Body) ? "rate" : fact.Body is ClauseAgreed ? "clause" : "");
        var receipt = new Receipt
        {
            RunId = run.Id,
            Parties = run.Parties,
            Period = run.Period,
            FirstServicePeriod = run.FirstServicePeriod,
            IsFinalAccount = run.IsFinalAccount,
            EngineVersion = run.EngineVersion,
            FactNumber = run.FactNumber,
            KnownAt = run.OpenedAt,
            RateFacts = [.. cited["rate"].Select(fact => fact.Number)],
            RatesSha256 = HashOf(cited["rate"]),
            ClauseFacts = [.. cited["clause"].Select(fact => fact.Number)],
            ClausesSha256 = HashOf(cited["clause"]),
            BaseFacts = cited[""].Count(),
            BasesSha256 = HashOf(cited[""]),
            Lines = lines,
            OutputSha256 = run.CalculationSha256!,
        };
        return receipt with { Sha256 = receipt.HashOfAll() };
    }

    private static string HashOf(IEnumerable<Known<object>> facts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var fact in facts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(fact.Sha256 + '\n'));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private string HashOfAll() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"{string.Join(' ', Parties)}\n{Period}\n{FirstServicePeriod}\n{IsFinalAccount}\n{EngineVersion}\n{FactNumber}\n{KnownAt:O}\n"
        + $"{RatesSha256}\n{ClausesSha256}\n{BasesSha256}\n{Lines}\n{OutputSha256}"))));

    internal sealed class Table : IEntityTypeConfiguration<Receipt>
    {
        public void Configure(EntityTypeBuilder<Receipt> receipts)
        {
            receipts.ToTable("receipts").HasKey(receipt => receipt.RunId);
            receipts.HasOne<Run>().WithOne().HasForeignKey<Receipt>(receipt => receipt.RunId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
