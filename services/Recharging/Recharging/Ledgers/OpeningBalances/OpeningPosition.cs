using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Recharging.Matching;
using Recharging.Matching.Differences;
using Values;

namespace Recharging.Ledgers;

/// <summary>
/// What stood on both councils' control accounts before the first month here: once per account, what its ERP sent as the opening of its
/// first period. What one says it is owed and the other does not say it owes is a difference with the reason <c>opening</c>.
/// </summary>
/// <param name="DifferenceGbp">What the openings of both councils add up to: nil when they agree.</param>
/// <param name="Reason"><c>opening</c> when they differ, null otherwise.</param>
public sealed record OpeningPosition(IReadOnlyList<OpeningPosition.Account> Accounts, decimal DifferenceGbp, string? Reason)
{
    /// <summary>Debit positive.</summary>
    /// <param name="Period">The first that its ERP sent.</param>
    /// <param name="BroughtForwardGbp">What the ledger's own documents of type OB come to; null when it sent none.</param>
    public sealed record Account(string Council, string Code, string Period, decimal OpeningGbp, decimal? BroughtForwardGbp);

    public string Sha256 => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(Accounts, JsonSerializerOptions.Web))));

    /// <summary>Of both councils. Call as the worker.</summary>
    public static async Task<OpeningPosition> OfAsync(RechargingDb db, string[] parties, CancellationToken cancellationToken)
    {
        var sent = await db.Set<ControlBalance>().AsNoTracking()
            .Where(balance => parties.Contains(balance.Council) && parties.Contains(balance.Partner)).ToListAsync(cancellationToken);
        var documents = (await db.Set<LedgerLine>().FromSql(
            $"""
            SELECT line.* FROM control_lines({parties}) line WHERE line.doc_type = {ControlLine.OpeningDocument}
            """).AsNoTracking().ToListAsync(cancellationToken))
            .ToLookup(line => (line.Council, line.Account));
        List<Account> accounts =
        [
            .. sent.GroupBy(balance => (balance.Council, balance.Account)).Select(of => (of.Key, First: First(of)))
                .OrderBy(of => of.Key.Council, StringComparer.Ordinal).ThenBy(of => of.Key.Account, StringComparer.Ordinal)
                .Select(of => new Account(of.Key.Council, of.Key.Account, of.First.Period.ToString(), of.First.Opening.InPounds,
                    documents.Contains(of.Key) ? documents[of.Key].Sum(line => line.Debit - line.Credit).InPounds : null)),
        ];
        var difference = accounts.Sum(account => account.OpeningGbp);
        return new OpeningPosition(accounts, difference, difference == 0 ? null : Matching.Differences.Reason.Opening);
    }

    /// <summary>The latest word on the first period.</summary>
    public static ControlBalance First(IEnumerable<ControlBalance> ofOneAccount) =>
        ofOneAccount.GroupBy(balance => balance.Period).MinBy(period => period.Key)!.MaxBy(balance => balance.Position)!;

    /// <summary>Once both councils have confirmed what stood on an account, no ERP says anything else of it.</summary>
    public static async Task<Refusal?> WhyFixedAsync(
        RechargingDb db, string council, IReadOnlyList<ControlBalance> sent, CancellationToken cancellationToken)
    {
        foreach (var partner in sent.GroupBy(balance => balance.Partner))
        {
            var confirmed = await db.OpeningConfirmations.AsNoTracking()
                .Where(row => row.Parties.Contains(council) && row.Parties.Contains(partner.Key)).ToListAsync(cancellationToken);
            if (confirmed.GroupBy(row => row.Sha256).Any(rows => rows.Select(row => row.Council).Distinct().Count() == 2))
            {
                var known = (await db.Set<ControlBalance>().AsNoTracking()
                    .Where(balance => balance.Council == council && balance.Partner == partner.Key).ToListAsync(cancellationToken))
                    .GroupBy(balance => balance.Account).ToDictionary(of => of.Key, First, StringComparer.Ordinal);
                if (partner.FirstOrDefault(balance => known.TryGetValue(balance.Account, out var first)
                    && (balance.Period < first.Period || (balance.Period == first.Period && balance.Opening != first.Opening)))
                    is { } other)
                {
                    return new Refusal("opening-confirmed", $"Both councils have confirmed what stood on {other.Account} before "
                        + $"{known[other.Account].Period}: {known[other.Account].Opening}. Correct it by a document.");
                }
            }
        }

        return null;
    }
}

/// <summary>One council's confirmation of a position, to the letter. Added, never changed; it says nothing of another position.</summary>
public sealed class OpeningConfirmation
{
    public required string[] Parties { get; init; }

    public required string Sha256 { get; init; }

    public required string Council { get; init; }

    public required string ConfirmedBy { get; init; }

    public required string ConfirmedByName { get; init; }

    public required DateTimeOffset ConfirmedAt { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<OpeningConfirmation>
    {
        public void Configure(EntityTypeBuilder<OpeningConfirmation> confirmations) =>
            confirmations.ToTable("opening_confirmations").HasKey(row => new { row.Parties, row.Sha256, row.Council });
    }
}
