using Values;

namespace Recharging.Settling;

/// <summary>How far an invoice or credit note is paid, by what the banks say.</summary>
/// <param name="Paid">By the bank of the council that receives.</param>
/// <param name="Sent">By the bank of the council that pays.</param>
/// <param name="Open">What is not paid yet; below nil, what was paid too much.</param>
public sealed record Settled(Money Paid, Money Sent, Money Open)
{
    public static Settled Of(Invoice invoice, IEnumerable<InvoicePayment> payments)
    {
        var bySide = payments.ToLookup(payment => Allocation.IsReceiver(payment.Council, invoice), payment => payment.Amount);
        var paid = bySide[true].Sum(amount => amount);
        return new Settled(paid, bySide[false].Sum(amount => amount), invoice.Payable - paid);
    }
}
