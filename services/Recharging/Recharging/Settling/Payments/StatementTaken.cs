using Microsoft.EntityFrameworkCore;
using ServiceDefaults;
using Values;

namespace Recharging.Settling;

/// <summary>A bank statement on its way in: some hundred payments after the other, and what became of them all.</summary>
public sealed class StatementTaken(RechargingDb db, Allocating allocating, Caller caller, DateTimeOffset now)
{
    private const int MostKept = 100;
    private readonly HashSet<string> _statementIds = new(StringComparer.Ordinal);
    private readonly HashSet<string> _numbers = new(StringComparer.Ordinal);
    private readonly List<PostBankStatement.Allocated> _allocations = [];
    private readonly List<FindBankEntries.Entry> _left = [];

    public int Entries { get; private set; }

    public int AlreadyHeld { get; private set; }

    public int Allocated { get; private set; }

    /// <summary>Of which all or something is left.</summary>
    public int Unallocated { get; private set; }

    public IReadOnlyCollection<string> StatementIds => _statementIds;

    /// <summary>The first of them.</summary>
    public IReadOnlyList<PostBankStatement.Allocated> Allocations => _allocations;

    /// <summary>The first of those of which all or something is left.</summary>
    public IReadOnlyList<FindBankEntries.Entry> Left => _left;

    /// <summary>Refused when an entry is held with other content.</summary>
    public async Task<Refusal?> TakeAsync(IReadOnlyList<BookedPayment> payments, CancellationToken cancellationToken)
    {
        var references = payments.Select(booked => booked.Payment.Reference).ToList();
        var held = await db.Set<BankEntry>().AsNoTracking()
            .Where(entry => entry.Council == caller.Council && references.Contains(entry.Reference))
            .ToDictionaryAsync(entry => (entry.Account, entry.Reference), cancellationToken);
        var entries = new List<BankEntry>();
        foreach (var booked in payments)
        {
            _statementIds.Add(booked.StatementId);
            Entries++;
            var entry = EntryOf(booked);
            if (!held.TryGetValue((entry.Account, entry.Reference), out var first))
            {
                held.Add((entry.Account, entry.Reference), entry);
                entries.Add(entry);
            }
            else if (first.IsTheSameAs(entry))
            {
                AlreadyHeld++;
            }
            else
            {
                return new Refusal("bank-entry-conflict",
                    $"{entry.Reference} of {entry.Account} is held already with other content. Nothing was taken in.");
            }
        }

        await GiveAsync(entries, cancellationToken);
        return null;
    }

    /// <summary>What quotes an invoice that this statement has paid something of may be clear by now.</summary>
    public Task<int> TryEarlierAgainAsync(CancellationToken cancellationToken) =>
        allocating.TryAgainAsync(_numbers, caller.Name, $"Paid since, by {string.Join(", ", _statementIds.Take(MostKept))}.", cancellationToken);

    private async Task GiveAsync(List<BankEntry> entries, CancellationToken cancellationToken)
    {
        db.AddRange(entries);
        foreach (var (entry, parts) in await allocating.GiveAsQuotedAsync(entries, caller.Name, waitedFor: null, cancellationToken))
        {
            Allocated++;
            _numbers.UnionWith(parts.Select(part => part.Invoice.Number));
            _allocations.AddRange(parts.Take(MostKept - Math.Min(MostKept, _allocations.Count)).Select(part =>
                new PostBankStatement.Allocated(part.Invoice.Number, entry.Reference, entry.BookedOn, part.Amount.InPounds)));
        }

        await db.SaveChangesAsync(cancellationToken);
        Unallocated += entries.Count(entry => entry.Unallocated is not null);
        _left.AddRange(entries.Where(entry => entry.Unallocated is not null).Take(MostKept - Math.Min(MostKept, _left.Count))
            .Select(FindBankEntries.Entry.Of));
        db.ChangeTracker.Clear();
    }

    private BankEntry EntryOf(BookedPayment booked)
    {
        var payment = booked.Payment;
        var remittance = string.Join("; ", payment.Documents.Select(document => document.Number).Concat(payment.Texts));
        var entry = new BankEntry
        {
            Council = caller.Council,
            Account = booked.Account,
            StatementId = booked.StatementId,
            Reference = payment.Reference,
            Amount = payment.Amount,
            BookedOn = payment.BookedOn,
            EndToEndId = payment.EndToEndId,
            Remittance = remittance.Length == 0 ? null : remittance,
            Documents = payment.Documents,
            Quoted = [.. Allocation.Quoted(payment)],
            ReceivedFrom = caller.Name,
            ReceivedAt = now,
        };
        if (payment.IsRest)
        {
            entry.Leave(Allocation.NotInDetails);
        }

        return entry;
    }
}
