using Values;

namespace Recharging.Settling;

/// <summary>What may still be given back from each invoice, as credits take from it.</summary>
public sealed class OpenInvoices
{
    private readonly List<Entry> entries;

    public OpenInvoices(IReadOnlyList<InvoicedPart> before)
    {
        var credited = before.Where(part => part.Credits is not null).ToLookup(part => KeyOf(part, part.Credits!));
        entries =
        [
            .. before.Where(part => part.Net.Pence > 0)
                .GroupBy(part => KeyOf(part, part.Number))
                .Select(invoice => new Entry(invoice.Key, invoice.First().IssuedOn, [.. invoice.Select(part => part.ServicePeriod)])
                {
                    Left = invoice.Sum(part => part.Net) + credited[invoice.Key].Sum(part => part.Net),
                })
                .OrderBy(entry => entry.Key.Number.Length).ThenBy(entry => entry.Key.Number, StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// Takes an amount from the invoices of the line's subject and treatment: those of its service period, the first one first; for a
    /// credit that corrects no month in particular also other months', the latest first. What no invoice asked for has no number.
    /// </summary>
    public IReadOnlyList<(string? Number, DateOnly? IssuedOn, Money Net)> Give(AgreedLine agreed, Money amount)
    {
        var line = agreed.Line;
        var own = entries.Where(entry => entry.Periods.Contains(line.ServicePeriod));
        var others = line is { Corrects: null, Amount.IsNegative: true }
            ? entries.Where(entry => !entry.Periods.Contains(line.ServicePeriod)).Reverse() : [];
        var given = new List<(string?, DateOnly?, Money)>();
        foreach (var entry in own.Concat(others).Where(entry => entry.Left.Pence > 0 && Fits(entry.Key, agreed)))
        {
            if (amount == Money.Zero)
            {
                break;
            }

            var part = amount < entry.Left ? amount : entry.Left;
            entry.Left -= part;
            amount -= part;
            given.Add((entry.Key.Number, entry.IssuedOn, part));
        }

        if (amount.Pence > 0)
        {
            given.Add((null, null, amount));
        }

        return given;
    }

    private static bool Fits(Key key, AgreedLine agreed) =>
        key.AgreementReference == agreed.Line.AgreementReference && key.Subject == agreed.Line.Subject
        && key.VatTreatment == agreed.Line.VatTreatment && key.VatRatePercent == agreed.VatRatePercent;

    private static Key KeyOf(InvoicedPart part, string invoice) => new(
        invoice, part.AgreementReference, part.Subject, part.VatTreatment, part.VatRatePercent);

    private sealed record Key(string Number, string AgreementReference, string Subject, string VatTreatment, decimal VatRatePercent);

    private sealed class Entry(Key key, DateOnly issuedOn, HashSet<AccountingPeriod> periods)
    {
        public Key Key => key;

        public HashSet<AccountingPeriod> Periods => periods;

        public DateOnly IssuedOn => issuedOn;

        public Money Left { get; set; }
    }
}
