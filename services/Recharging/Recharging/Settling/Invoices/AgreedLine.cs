using Recharging.Agreeing;
using Recharging.Engine.Lines;
using Values;

namespace Recharging.Settling;

/// <summary>What the council that pays has agreed of a line so far.</summary>
/// <param name="PurchaseOrder">What the buyer wants quoted for it.</param>
public sealed record AgreedLine(StatementLine Line, decimal VatRatePercent, Money Net, Money Vat, string? PurchaseOrder = null)
{
    /// <summary>The part of a line that journals take for the council that pays; nothing of what it has not agreed.</summary>
    public static AgreedLine Of(StatementLine line, LineState state, Money disputed, decimal vatRatePercent)
    {
        if (state is not (LineState.Agreed or LineState.PartDisputed or LineState.CreditAgreed))
        {
            return new AgreedLine(line, vatRatePercent, Money.Zero, Money.Zero);
        }

        var booked = Booked.Agreed(line, disputed);
        return new AgreedLine(line, vatRatePercent, booked.Payable - booked.Vat, booked.Vat);
    }
}

/// <summary>What was invoiced or credited before, of this line or another of its subject.</summary>
/// <param name="Credits">The invoice that a credit gave back from.</param>
public sealed record InvoicedPart(
    string Number,
    DateOnly IssuedOn,
    string? Credits,
    string VatTreatment,
    decimal VatRatePercent,
    string LineReference,
    string AgreementReference,
    string Subject,
    AccountingPeriod ServicePeriod,
    Money Net,
    Money Vat);
