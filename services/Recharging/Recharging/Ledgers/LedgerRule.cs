namespace Recharging.Ledgers;

/// <summary>What a ledger line or document must keep. Breaking one refuses the document and leaves the others.</summary>
public sealed record LedgerRule(string Code, string Sentence)
{
    public static readonly LedgerRule Required = new("required", "This column must be filled in.");
    public static readonly LedgerRule TooLong = new("too-long", "The text is longer than this column holds.");
    public static readonly LedgerRule ControlCharacter = new("control-character", "The text holds a character that can't be printed.");
    public static readonly LedgerRule Mangled = new("mangled",
        "A spreadsheet has made another value of this one, such as 1.9E+09: format the column as text and fill it again.");
    public static readonly LedgerRule NotALineNumber = new("not-a-line-number", "A line number is a whole number from 1 on.");
    public static readonly LedgerRule NotADay = new("not-a-day", "A day is written 2023-04-30.");
    public static readonly LedgerRule NotAPeriod = new("not-a-period", "A period is written 2023/24-P01.");
    public static readonly LedgerRule PeriodClosed = new("period-closed", "The period is not open in this council's ledger.");
    public static readonly LedgerRule UnknownAccount = new("unknown-account", "The account is not in this council's chart of accounts.");
    public static readonly LedgerRule UnknownCostCentre = new("unknown-cost-centre", "The cost centre is not one of this council's.");
    public static readonly LedgerRule AccountNotOpen = new("account-not-open", "The account is not open on the posting date.");
    public static readonly LedgerRule CostCentreNotOpen = new("cost-centre-not-open", "The cost centre is not open on the posting date.");
    public static readonly LedgerRule NotAnAmount = new("not-an-amount", "An amount is written 1234.56.");
    public static readonly LedgerRule PartsOfAPenny = new("parts-of-a-penny", "An amount has at most two decimals.");
    public static readonly LedgerRule Negative = new("negative", "An amount has no minus: use the other column.");
    public static readonly LedgerRule TooLarge = new("too-large", "The amount is larger than a ledger line holds.");
    public static readonly LedgerRule DebitAndCredit = new("debit-and-credit", "A line has a debit or a credit, not both.");
    public static readonly LedgerRule NotPounds = new("not-pounds", "The currency must be GBP.");
    public static readonly LedgerRule NotASide = new("not-a-side", "The side is 1 for a debit and -1 for a credit.");
    public static readonly LedgerRule SignAgainstSide = new("sign-against-side", "The amount's sign says the other side than its flag.");
    public static readonly LedgerRule OutOfBalance = new("out-of-balance", "The document's debits and credits differ by this amount.");
    public static readonly LedgerRule LineTwice = new("line-twice", "The document has this line number more than once.");
    public static readonly LedgerRule ReversesNothing = new("reverses-nothing", "A reversing document names the document that it takes back.");
    public static readonly LedgerRule ReversesUnknown = new("reverses-unknown", "The document that it takes back is not in the ledger.");
    public static readonly LedgerRule ReversedTwice = new("reversed-twice", "Another document has taken that document back already.");

    public static IReadOnlyDictionary<string, LedgerRule> ByCode { get; } = new[]
    {
        Required, TooLong, ControlCharacter, Mangled, NotALineNumber, NotADay, NotAPeriod, PeriodClosed, UnknownAccount, UnknownCostCentre,
        AccountNotOpen, CostCentreNotOpen, NotAnAmount, PartsOfAPenny, Negative, TooLarge, DebitAndCredit, NotPounds, NotASide,
        SignAgainstSide, OutOfBalance, LineTwice, ReversesNothing, ReversesUnknown, ReversedTwice
    }.ToDictionary(rule => rule.Code, StringComparer.Ordinal);
}
