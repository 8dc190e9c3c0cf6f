using Recharging.Matching;
using Recharging.Matching.Differences;
using Values;

namespace MatchFiles;

/// <summary>A charge with the council that is owed it and the one that owes it.</summary>
public sealed record Sides(StatementCharge Charge, string Payee, string Payer)
{
    private const string Hcc = "HCC";
    private const string Iwc = "IWC";

    public static IReadOnlyList<Sides> Of(IReadOnlyList<StatementCharge> charges, Ledger hcc, Ledger iwc, Arguments arguments)
    {
        var known = new[] { Council(Hcc, hcc, iwc, arguments.HccCodes), Council(Iwc, iwc, hcc, arguments.IwcCodes) };
        string? CouncilOf(string? code) => code is null ? null
            : known.FirstOrDefault(council => council.Codes.Contains(code)).Name;
        return
        [
            .. charges.Select(charge =>
            {
                var payee = CouncilOf(charge.Payee) ?? (CouncilOf(charge.Payer) is { } payer ? Other(payer) : null)
                    ?? (charge is { Payee: null, Payer: null } ? Hcc : throw new FaultException(
                        arguments.Statement, charge.Line, "entity", charge.Payee ?? "", "is the code of neither ledger, and the partner says no more. "
                        + $"Known are {string.Join(", ", known.SelectMany(council => council.Codes).Distinct().Order(StringComparer.Ordinal).Take(10))}."));
                return new Sides(charge, payee, Other(payee));
            })
        ];
    }

    /// <summary>What a ledger should have of each charge, as far as the file alone tells whose it is.</summary>
    public static IReadOnlyDictionary<string, Money> Expected(IReadOnlyList<StatementCharge> charges, string council, Rows rows)
    {
        var codes = rows.Has("entity") ? rows.All.Select(row => row["entity"]).OfType<string>().Append(council).ToHashSet() : [council];
        return charges.ToDictionary(
            charge => charge.Reference, charge => charge.Payee is { } payee && codes.Contains(payee) ? charge.Owed : -charge.Owed, StringComparer.Ordinal);
    }

    /// <summary>As the engine takes it.</summary>
    public LineToMatch Line(IReadOnlyDictionary<string, Bookings> bookings) => new()
    {
        Reference = Charge.Reference,
        Description = Charge.Text ?? Charge.Reference,
        Vat = Charge.Vat,
        Disputed = Money.Zero,
        Payee = Entry(Payee, Charge.Owed, bookings),
        Payer = Entry(Payer, -Charge.Owed, bookings)
    };

    private ExpectedEntry Entry(string council, Money amount, IReadOnlyDictionary<string, Bookings> bookings) => new()
    {
        StatementLine = Charge.Reference,
        Council = council,
        IsDebit = amount > Money.Zero,
        Amount = amount,
        PostingDate = Charge.Day ?? Charge.Period.LastDay,
        Vat = bookings[council].SaysVat ? Charge.Vat : null,
        Text = Charge.Text,
        Coding = bookings[council].Expected(Charge)
    };

    private static string Other(string council) => council == Hcc ? Iwc : Hcc;

    // Codes that both ledgers use for themselves tell nothing.
    private static (string Name, HashSet<string> Codes) Council(string name, Ledger own, Ledger other, IReadOnlySet<string> said) =>
        (name, own.Entities.Except(other.Entities, StringComparer.OrdinalIgnoreCase)
            .Concat(other.PartnerCodes.Except(own.PartnerCodes, StringComparer.OrdinalIgnoreCase).Except(other.Entities, StringComparer.OrdinalIgnoreCase))
            .Concat(said).Append(name).ToHashSet(StringComparer.OrdinalIgnoreCase));
}
