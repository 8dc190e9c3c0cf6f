using System.Xml.Linq;
using Recharging.Engine;
using static Recharging.Settling.UblXml;

namespace Recharging.Settling;

/// <summary>Seller and buyer. Outside the scope of VAT no VAT number may stand: the legal identifier tells who they are.</summary>
internal static class UblParties
{
    public static XElement? Seller(Invoice invoice) => Group("AccountingSupplierParty", Party(invoice.SellerDetails, invoice));

    public static XElement? Buyer(Invoice invoice) => Group("AccountingCustomerParty", Party(invoice.BuyerDetails, invoice));

    public static XElement? Payment(Invoice invoice) => invoice.Kind is InvoiceKind.CreditNote ? null : Group("PaymentMeans",
        Text("PaymentMeansCode", "30", new XAttribute("name", "Credit transfer")),
        Text("PaymentID", invoice.Number),
        Group("PayeeFinancialAccount",
            Text("ID", invoice.SellerDetails.Iban ?? invoice.SellerDetails.AccountNumber),
            Text("Name", invoice.SellerDetails.AccountName ?? invoice.SellerDetails.LegalName),
            Group("FinancialInstitutionBranch", Text("ID", invoice.SellerDetails.SortCode))));

    private static XElement? Party(InvoiceParty party, Invoice invoice) => Group("Party",
        Text("EndpointID", party.ElectronicAddress, new XAttribute("schemeID", party.ElectronicAddressScheme)),
        Group("PartyName", Text("Name", party.LegalName)),
        Group("PostalAddress",
            Text("StreetName", party.Street),
            Text("AdditionalStreetName", party.AdditionalStreet),
            Text("CityName", party.City),
            Text("PostalZone", party.Postcode),
            Group("Country", Text("IdentificationCode", InvoiceParty.Country))),
        invoice.VatTreatment == VatTreatments.OutsideScope || party.VatNumber is null
            ? null : Group("PartyTaxScheme", Text("CompanyID", party.VatNumber), VatScheme()),
        Group("PartyLegalEntity",
            Text("RegistrationName", party.LegalName),
            Text("CompanyID", party.LegalIdentifier)));
}
