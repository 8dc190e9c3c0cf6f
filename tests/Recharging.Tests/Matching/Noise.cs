namespace Recharging.Tests.Matching;

/// <summary>What can happen to a charge on its way into one council's ledger.</summary>
public enum Noise
{
    None,
    ReferenceMissing,
    ReferenceMistyped,
    ReferenceInText,
    NextPeriod,
    PartPayment,
    SeveralForOne,
    OneForSeveral,
    Penny,
    Duplicate,
    CostCentre,
    VatCode,
    GrossForNet,
    Sign,
    DigitSwap,
    Missing,
    Twins,
    Stranger
}

/// <summary>How the amounts of a generated statement lie.</summary>
public enum Amounts
{
    /// <summary>From a few pounds to tens of thousands, few of them twice.</summary>
    Spread,

    /// <summary>Four in ten are one, two or three times a standard day rate.</summary>
    DayRates
}

/// <summary>What the ledgers say of a charge in words.</summary>
public enum Wording
{
    /// <summary>The charge's description, cut at 50 characters, or the first words of it.</summary>
    Full,

    /// <summary>The same few words for everything.</summary>
    Sparse,

    /// <summary>Nothing.</summary>
    None
}
