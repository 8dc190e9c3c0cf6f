using Microsoft.EntityFrameworkCore;
using Values;

namespace Recharging.Settling;

/// <summary>A council's payments being given to invoices: one request of the council after the other, so that what is paid has one answer.</summary>
public sealed class Allocating
{
    private readonly RechargingDb _db;
    private readonly string _council;
    private readonly DateTimeOffset _now;

    private Allocating(RechargingDb db, string council, DateTimeOffset now) => (_db, _council, _now) = (db, council, now);

    /// <summary>Waits until no other request gives this council's payments.</summary>
    public static async Task<Allocating> OfAsync(RechargingDb db, string council, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync(
            $"SELECT pg_advisory_xact_lock(hashtext('bank-statement'), hashtext({council}))", cancellationToken);
        return new Allocating(db, council, now);
    }

    public Task<Dictionary<string, Invoice>> InvoicesAsync(IReadOnlyCollection<string> numbers, CancellationToken cancellationToken) =>
        _db.Invoices.AsNoTracking().Where(invoice => numbers.Contains(invoice.Number) && invoice.Parties.Contains(_council))
            .ToDictionaryAsync(invoice => invoice.Number, StringComparer.Ordinal, cancellationToken);

    /// <summary>What this council's bank says was paid on each so far.</summary>
    public async Task<Dictionary<Guid, Money>> PaidAsync(IEnumerable<Invoice> invoices, CancellationToken cancellationToken)
    {
        var ids = invoices.Select(invoice => invoice.Id).ToList();
        return (await _db.Set<InvoicePayment>().AsNoTracking()
                .Where(payment => payment.Council == _council && ids.Contains(payment.InvoiceId)).ToListAsync(cancellationToken))
            .GroupBy(payment => payment.InvoiceId)
            .ToDictionary(payments => payments.Key, payments => payments.Sum(payment => payment.Amount));
    }

    /// <summary>Gives entries to the invoices that they quote, each with the reason why not where it can't be. Those given, with their parts.</summary>
    public async Task<IReadOnlyList<(BankEntry Entry, IReadOnlyList<(Invoice Invoice, Money Amount)> Parts)>> GiveAsQuotedAsync(
        IReadOnlyList<BankEntry> entries, string by, string? waitedFor, CancellationToken cancellationToken)
    {
        var invoices = await InvoicesAsync([.. entries.SelectMany(entry => entry.Quoted).Distinct(StringComparer.Ordinal)], cancellationToken);
        var paid = await PaidAsync(invoices.Values, cancellationToken);
        var given = new List<(BankEntry, IReadOnlyList<(Invoice, Money)>)>();
        foreach (var entry in entries)
        {
            var (parts, why) = Allocation.Of(entry.Payment, _council, invoices, invoice => paid.GetValueOrDefault(invoice.Id));
            if (parts.Count == 0)
            {
                entry.Leave(why!);
                continue;
            }

            foreach (var (invoice, amount) in parts)
            {
                paid[invoice.Id] = paid.GetValueOrDefault(invoice.Id) + amount;
            }

            Keep(entry, BankAllocation.AsQuoted, parts.Sum(part => part.Amount.Abs()), parts, by, waitedFor);
            given.Add((entry, parts));
        }

        return given;
    }

    /// <summary>
    /// Tries entries again that could not be given and quote one of these numbers, until no more can: an invoice was issued since, or
    /// something was paid on it.
    /// </summary>
    public async Task<int> TryAgainAsync(IReadOnlyCollection<string> numbers, string by, string waitedFor, CancellationToken cancellationToken)
    {
        var waiting = await _db.Set<BankEntry>()
            .Where(entry => entry.Council == _council && entry.Unallocated != null && entry.Allocations == 0)
            .Where(entry => entry.Quoted.Any(quoted => numbers.Contains(quoted)))
            .OrderBy(entry => entry.Position).ToListAsync(cancellationToken);
        var given = 0;
        for (var more = true; more && waiting.Count > 0;)
        {
            more = (await GiveAsQuotedAsync(waiting, by, waitedFor, cancellationToken)).Count > 0;
            given += waiting.RemoveAll(entry => entry.Allocations > 0);
            await _db.SaveChangesAsync(cancellationToken);
        }

        return given;
    }

    /// <summary>Of each council. Call as the worker.</summary>
    public static async Task<int> TryAgainAsync(
        RechargingDb db, IEnumerable<string> councils, IReadOnlyCollection<string> numbers, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var given = 0;
        foreach (var council in councils.Order(StringComparer.Ordinal))
        {
            var allocating = await OfAsync(db, council, now, cancellationToken);
            given += await allocating.TryAgainAsync(numbers, "Recharging", $"Issued since: {string.Join(", ", numbers)}.", cancellationToken);
        }

        return given;
    }

    /// <param name="amount">Of the entry, above nil; below, what is taken back.</param>
    /// <param name="parts">As they settle the invoices.</param>
    public int Keep(
        BankEntry entry, string kind, Money amount, IReadOnlyList<(Invoice Invoice, Money Amount)> parts, string by, string? reason,
        int? undoes = null)
    {
        var number = entry.Give(amount, kind switch
        {
            BankAllocation.Undo => BankEntry.TakenBack,
            BankAllocation.ByHand => BankEntry.InPart,
            _ => Allocation.MoreThanOpen
        });
        _db.Add(new BankAllocation
        {
            Council = _council, Account = entry.Account, BankReference = entry.Reference, Number = number, Kind = kind, Undoes = undoes,
            Reason = reason, By = by, At = _now,
        });
        _db.AddRange(parts.Select(part => new InvoicePayment
        {
            InvoiceId = part.Invoice.Id,
            Council = _council,
            Parties = part.Invoice.Parties,
            Account = entry.Account,
            BankReference = entry.Reference,
            Allocation = number,
            Amount = part.Amount,
            BookedOn = entry.BookedOn,
            AllocatedAt = _now,
        }));
        return number;
    }
}
