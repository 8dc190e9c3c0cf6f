using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Settling;

/// <summary>A council says, or says anew, how it stands on invoices. Invoices issued before keep what they said.</summary>
public static partial class LoadInvoicingDetails
{
    public sealed record Answer(string Council, int Version, InvoiceParty Details);

    public static void MapLoadInvoicingDetails(this IEndpointRouteBuilder details) =>
        details.MapPut("/", Handle).RequireOfficer("finance-officer").WithoutIdempotencyKey().WithName(nameof(LoadInvoicingDetails));

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        InvoiceParty request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var faults = Faults(request).GroupBy(fault => fault.Field, StringComparer.Ordinal)
            .ToDictionary(fault => fault.Key, fault => fault.Select(one => one.Sentence).ToArray(), StringComparer.Ordinal);
        if (faults.Count > 0)
        {
            return Problems.Invalid(faults);
        }

        var latest = await db.InvoicingDetails.AsNoTracking().Where(row => row.Council == caller.Council)
            .OrderByDescending(row => row.Version).FirstOrDefaultAsync(cancellationToken);
        if (latest?.Party == request)
        {
            return TypedResults.Ok(new Answer(latest.Council, latest.Version, latest.Party));
        }

        var loaded = new InvoicingDetails
        {
            Council = caller.Council,
            Version = (latest?.Version ?? 0) + 1,
            Party = request,
            LoadedBy = caller.Name,
            LoadedAt = clock.GetUtcNow(),
        };
        db.InvoicingDetails.Add(loaded);
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(LoadInvoicingDetails), caller.Council, $"version {loaded.Version}"));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new Answer(loaded.Council, loaded.Version, loaded.Party));
    }

    private static IEnumerable<(string Field, string Sentence)> Faults(InvoiceParty party)
    {
        (string Field, string? Text, bool IsNeeded)[] texts =
        [
            ("legalName", party.LegalName, true), ("street", party.Street, true), ("city", party.City, true),
            ("postcode", party.Postcode, true), ("legalIdentifier", party.LegalIdentifier, true),
            ("additionalStreet", party.AdditionalStreet, false), ("accountName", party.AccountName, false),
            ("buyerReference", party.BuyerReference, false), ("purchaseOrder", party.PurchaseOrder, false),
        ];
        foreach (var (field, text, isNeeded) in texts)
        {
            if ((text is not null || isNeeded) && (string.IsNullOrWhiteSpace(text) || text.Length > 100 || text.Any(char.IsControl)))
            {
                yield return (field, $"{field} is 1 to 100 characters of plain text{(isNeeded ? "" : ", or left out")}.");
            }
        }

        if (party.VatNumber is { } vat && !VatNumber().IsMatch(vat))
        {
            yield return ("vatNumber", "A UK VAT number is GB and 9 or 12 digits, without spaces.");
        }

        if (!IsAddress(party.ElectronicAddressScheme, party.ElectronicAddress))
        {
            yield return ("electronicAddress",
                "An electronic address is 9932 with a UK VAT number, 0088 with a GLN of 13 digits, or 0060 with a DUNS number of 9.");
        }

        if ((party.SortCode is null) != (party.AccountNumber is null)
            || (party.SortCode is { } sortCode && !SortCode().IsMatch(sortCode))
            || (party.AccountNumber is { } account && !AccountNumber().IsMatch(account)))
        {
            yield return ("sortCode", "Give sortCode with 6 digits and accountNumber with 8, or leave both out.");
        }

        if (party.Iban is { } iban && !IsIban(iban))
        {
            yield return ("iban", "An IBAN is its country, two check digits that fit, and the account, without spaces.");
        }

        if (party.PaymentTermsDays is < 0 or > 366)
        {
            yield return ("paymentTermsDays", "Payment terms are 0 to 366 days.");
        }
    }

    private static bool IsAddress(string scheme, string address) => scheme switch
    {
        "9932" => VatNumber().IsMatch(address),
        "0088" => Gln().IsMatch(address) && Gs1Digit(address),
        "0060" => Duns().IsMatch(address),
        _ => false,
    };

    // Weights 3 and 1 from the right, check digit included with 1: the sum is a multiple of ten.
    private static bool Gs1Digit(string digits) =>
        digits.Reverse().Select((digit, at) => (digit - '0') * (at % 2 == 0 ? 1 : 3)).Sum() % 10 == 0;

    // Country and check digits go to the end, letters count from 10: the remainder by 97 is 1.
    private static bool IsIban(string iban) => Iban().IsMatch(iban)
        && (iban[4..] + iban[..4]).Aggregate(0, (rest, sign) =>
            char.IsAsciiDigit(sign) ? ((rest * 10) + sign - '0') % 97 : ((rest * 100) + sign - 'A' + 10) % 97) == 1;

    [GeneratedRegex("^GB([0-9]{9}|[0-9]{12})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VatNumber();

    [GeneratedRegex("^[0-9]{6}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SortCode();

    [GeneratedRegex("^[0-9]{8}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AccountNumber();

    [GeneratedRegex("^[0-9]{13}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Gln();

    [GeneratedRegex("^[0-9]{9}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Duns();

    [GeneratedRegex("^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Iban();
}
