namespace Recharging.Matching.Differences;

/// <summary>Why two ledgers differ in something, as officers code it.</summary>
public static class Reason
{
    public const string Timing = "timing";
    public const string MissingAtPayer = "missing_at_payer";
    public const string MissingAtPayee = "missing_at_payee";
    public const string Amount = "amount";
    public const string Rounding = "rounding";
    public const string Vat = "vat";
    public const string Coding = "coding";
    public const string Duplicate = "duplicate";
    public const string Reference = "reference";
    public const string PartPayment = "part_payment";
    public const string CreditNotIssued = "credit_not_issued";
    public const string Disputed = "disputed";
    public const string Opening = "opening";
    public const string OutOfScope = "out_of_scope";

    /// <summary>Posted and taken back: nothing is left of it, and nothing to do.</summary>
    public const string Reversal = "reversal";

    /// <summary>What an officer may give for pounds that don't meet.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Timing, MissingAtPayer, MissingAtPayee, Amount, Rounding, Vat, Coding, "period", Duplicate, Reference, PartPayment, CreditNotIssued,
        Disputed, Opening, OutOfScope
    ];

    // Of equal pounds.
    private static readonly string[] WorstFirst =
    [
        MissingAtPayer, MissingAtPayee, Duplicate, Amount, CreditNotIssued, Disputed, PartPayment, Vat, Timing, Rounding, Coding, Reference,
        Opening, OutOfScope, Reversal
    ];

    /// <summary>Each once: what has most pounds first, and of what has none what is worst for the accounts.</summary>
    internal static IReadOnlyList<string> Worst(IEnumerable<Difference> differences) =>
    [
        .. differences.OrderByDescending(difference => difference.Amount.Abs())
            .ThenBy(difference => Array.IndexOf(WorstFirst, difference.Reason) is >= 0 and var at ? at : WorstFirst.Length)
            .Select(difference => difference.Reason).Distinct(StringComparer.Ordinal)
    ];
}

/// <summary>One difference with its reason, the lines that show it and what it contributes to the difference of the two balances.</summary>
public sealed record Difference(
    string Reason, Values.Money Amount, string Sentence, IReadOnlyList<ControlLine> Lines, string? StatementLine)
{
    /// <summary>Null where the reason and the lines name it.</summary>
    public string? Id { get; init; }

    /// <summary>The ledger line that is wrong, where the sentence blames one that is not the first of <see cref="Lines"/>.</summary>
    public LedgerLineKey? Mend { get; init; }
}
