using Recharging.Engine;

namespace Recharging.Settling;

/// <summary>What a council says of itself for invoices: who it is, where it is reached and paid, and what it wants quoted when it
/// buys.</summary>
/// <param name="LegalIdentifier">Identifies the council where no VAT number may stand: outside the scope of VAT.</param>
/// <param name="ElectronicAddressScheme"><c>9932</c> UK VAT number, <c>0088</c> GLN, <c>0060</c> DUNS.</param>
/// <param name="VatNumber">With its country: <c>GB123456789</c>.</param>
/// <param name="AccountNumber">With <paramref name="SortCode"/>, unless there is an IBAN.</param>
/// <param name="BuyerReference">What a seller quotes for anything that this council buys, with the order or instead of it.</param>
/// <param name="PurchaseOrder">Its order for all that no purchase order of its own is loaded for.</param>
/// <param name="RequiresPurchaseOrder">True when it settles nothing that it buys without an order.</param>
/// <param name="PaymentTermsDays">For what this council sells; without it the settlement clause rules.</param>
public sealed record InvoiceParty(
    string LegalName,
    string Street,
    string City,
    string Postcode,
    string LegalIdentifier,
    string ElectronicAddressScheme,
    string ElectronicAddress,
    string? AdditionalStreet = null,
    string? VatNumber = null,
    string? AccountName = null,
    string? SortCode = null,
    string? AccountNumber = null,
    string? Iban = null,
    string? BuyerReference = null,
    string? PurchaseOrder = null,
    int? PaymentTermsDays = null,
    bool RequiresPurchaseOrder = false)
{
    /// <summary>Councils here are British.</summary>
    public const string Country = "GB";

    /// <summary>What is missing before this council can sell with that VAT treatment, in an officer's words.</summary>
    public IEnumerable<string> LacksToSell(string vatTreatment)
    {
        if (VatNumber is null && vatTreatment != VatTreatments.OutsideScope)
        {
            yield return "vatNumber";
        }

        if (Iban is null && AccountNumber is null)
        {
            yield return "iban, or sortCode and accountNumber";
        }
    }

    /// <summary>What is missing before this council can be sent an invoice.</summary>
    /// <param name="orders">What it quotes on these documents; an entry is null where it has no order.</param>
    public IEnumerable<string> LacksToBuy(IEnumerable<string?> orders)
    {
        if (BuyerReference is null && orders.Any(order => order is null))
        {
            yield return "buyerReference or purchaseOrder";
        }
    }
}
