using Values;

namespace Recharging.Matching.Differences;

/// <summary>The lines of one ledger that stand for a statement line, or for several together.</summary>
public sealed record Leg(MatchRule Rule, IReadOnlyList<ControlLine> Lines);

/// <summary>A statement line and where it was found in each ledger, null where it was not.</summary>
public sealed record Charge(LineToMatch Line, Leg? Payee, Leg? Payer);

/// <summary>What is known of a charge, or of charges posted together, while the differences are named.</summary>
internal sealed class ChargeCase(IReadOnlyList<Charge> charges, AccountingPeriod period, MatchingTerms terms)
{
    public AccountingPeriod Period => period;

    public MatchingTerms Terms => terms;

    public ChargeSide Payee { get; } = new(charges, charge => charge.Line.Payee, charge => charge.Payee);

    public ChargeSide Payer { get; } = new(charges, charge => charge.Line.Payer, charge => charge.Payer);

    public IEnumerable<ChargeSide> Sides => [Payee, Payer];

    public string Reference => charges[0].Line.Reference;

    public string Description => charges is [var only] ? only.Line.Description
        : $"{charges[0].Line.Description} and {charges.Count - 1} more";

    public Money Vat { get; } = charges.Sum(charge => charge.Line.Vat);

    public Money Disputed { get; } = charges.Sum(charge => charge.Line.Disputed);

    /// <summary>All that is withheld goes back, as both councils agreed.</summary>
    public bool IsCreditAgreed { get; } = charges.Where(charge => charge.Line.Disputed != Money.Zero).All(charge => charge.Line.IsCreditAgreed);

    public IReadOnlyList<ControlLine> Lines => field ??= [.. Payee.Lines, .. Payer.Lines];

    /// <summary>What both ledgers add up to in the period.</summary>
    public Money Sum => Lines.Where(line => line.Period == Period).Sum(line => line.Amount);

    /// <summary>A difference that the case's lines show.</summary>
    public Difference Say(string reason, Money amount, string sentence) => new(reason, amount, sentence, Lines, Reference);

    /// <summary>A difference that one side made.</summary>
    public Difference Blame(ChargeSide side, string reason, Money amount, string sentence) =>
        Say(reason, amount, sentence) with { Mend = side.Lines[0].Key };

    public static string Amounts(IReadOnlyList<ControlLine> lines) => lines.Sum(line => line.Amount).Abs().ToString();
}

/// <summary>One ledger's part of a case.</summary>
internal sealed class ChargeSide(IReadOnlyList<Charge> charges, Func<Charge, ExpectedEntry> entry, Func<Charge, Leg?> leg)
{
    public string Council { get; } = entry(charges[0]).Council;

    public bool IsDebit { get; } = entry(charges[0]).IsDebit;

    public Money Expected { get; } = charges.Sum(charge => entry(charge).Amount);

    /// <summary>Null where it isn't known of each charge.</summary>
    public Money? Vat { get; } = charges.All(charge => entry(charge).Vat is not null) ? charges.Sum(charge => entry(charge).Vat!.Value) : null;

    public IReadOnlyList<Leg> Legs { get; } = [.. charges.Select(leg).OfType<Leg>().Distinct()];

    public IReadOnlyList<ExpectedEntry> Missing { get; } = [.. charges.Where(charge => leg(charge) is null).Select(entry)];

    public IReadOnlyList<ExpectedCoding> Coding { get; } = [.. charges.SelectMany(charge => entry(charge).Coding).Distinct()];

    // A posting is one object, however many charges it stands for.
    public IReadOnlyList<ControlLine> Lines => field ??=
        Legs is [var only] ? only.Lines : [.. Legs.SelectMany(found => found.Lines).Distinct<ControlLine>(ReferenceEqualityComparer.Instance)];

    public Money Posted => Lines.Sum(line => line.Amount);

    public bool IsAbsent => Legs.Count == 0;
}
