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
    Stranger,

    /// <summary>It is missing, and next month's charge of the same number, text and amount stands in the ledger with its own reference.</summary>
    MissingBesideNextMonths,

    /// <summary>It is there, and last month's of the same number, text and amount comes late beside it, with its own reference.</summary>
    LastMonthsLate,

    /// <summary>It is missing, and something else stands there with almost its reference and quite another amount.</summary>
    MissingBesideNearReference,

    /// <summary>Two lines, of which one quotes the reference and the other names it in its text only.</summary>
    PartsNamedApart,

    /// <summary>Two lines that name it in their texts only.</summary>
    PartsNamedInText,

    /// <summary>The reference is glued to a prefix, written with the letter O for nought, or with other marks.</summary>
    ReferenceWrittenOtherwise,

    /// <summary>Several charges of other texts, one day and one cost centre, posted in one line without a reference.</summary>
    SumOfOtherTexts,

    /// <summary>A charge and a credit, posted as their sum.</summary>
    SumOfBothSigns,

    /// <summary>It quotes another charge, which has a line of its own.</summary>
    WrongReference,

    /// <summary>Next month, with a slip in the reference.</summary>
    NextPeriodMistyped,

    /// <summary>Posted, taken back by a document that says so, and posted again.</summary>
    PostedAgain,

    /// <summary>It is there, and beside it something is posted and taken back without a reference.</summary>
    TakenBack,

    /// <summary>Posted a second time, next month.</summary>
    DuplicateNextPeriod,

    /// <summary>Of two equal charges one is posted, without a reference.</summary>
    OneOfTwins,

    /// <summary>Another VAT amount with the same pounds.</summary>
    VatAmount,

    /// <summary>A part is held back, and the text says that it is disputed or withheld.</summary>
    HeldBack,

    /// <summary>Both ledgers have it next month.</summary>
    BothLate,

    /// <summary>A part, next month, and the cost centre is wrong too.</summary>
    Several
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
