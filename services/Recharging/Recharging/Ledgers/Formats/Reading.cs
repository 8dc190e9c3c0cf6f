namespace Recharging.Ledgers;

/// <summary>What a field of an ERP's file is, and so how it is read and written.</summary>
public enum Means
{
    Text,

    /// <summary>Read where the row above is empty.</summary>
    Else,

    /// <summary>Written to the customer of what the council is owed.</summary>
    TextOfReceivable,

    /// <summary>Written to the supplier of what the council pays.</summary>
    TextOfPayable,

    /// <summary>A text whose leading noughts mean nothing when it is a number that fills the field.</summary>
    Code,
    Number,

    /// <summary>Not in the file: lines are counted in their document.</summary>
    RowOrder,

    /// <summary>The sender says it beside the file.</summary>
    AsRequested,

    /// <summary>Written always, never read.</summary>
    Always,
    Day,
    PeriodNumber,
    FinancialYear,
    Month,
    YearAndPeriod,
    PeriodOfDay,
    Amount,

    /// <summary>The other side's amount, which stands on this side where it is negative.</summary>
    OtherSide,
    Pence,
    SignedPence,
    DebitOfSigned,
    CreditOfSigned,
    DebitOfSignedPence,
    CreditOfSignedPence,
    Side,

    /// <summary>One of the values that a field holds with - between them.</summary>
    Part
}

/// <summary>The words of a mapping's column <c>how</c>.</summary>
/// <param name="Argument">What follows the words: a constant, the shapes of a day with "or" between them, or the number of a part.</param>
public sealed record Reading(Means Means, string Argument, bool IsRead, bool IsWritten)
{
    private const string OnlyRead = ", only read";
    private const string OnlyWritten = ", only written";

    // The longer words first, so that none is taken for another that it begins with.
    private static readonly (string Words, Means Means)[] Vocabulary =
    [
        ("text of a receivable", Means.TextOfReceivable), ("text of a payable", Means.TextOfPayable), ("text", Means.Text),
        ("else", Means.Else), ("code", Means.Code), ("number", Means.Number), ("row order", Means.RowOrder),
        ("as the request says", Means.AsRequested), ("always", Means.Always), ("day", Means.Day), ("period of day", Means.PeriodOfDay),
        ("period number", Means.PeriodNumber), ("financial year", Means.FinancialYear), ("month", Means.Month),
        ("year and period", Means.YearAndPeriod), ("amount", Means.Amount), ("other side", Means.OtherSide), ("debit of signed pence", Means.DebitOfSignedPence),
        ("credit of signed pence", Means.CreditOfSignedPence), ("debit of signed amount", Means.DebitOfSigned),
        ("credit of signed amount", Means.CreditOfSigned), ("signed pence", Means.SignedPence), ("pence", Means.Pence),
        ("side", Means.Side), ("part", Means.Part)
    ];

    /// <summary>The shapes that a day has, the first of them written.</summary>
    public string[] Shapes { get; } = Argument.Split(" or ");

    /// <exception cref="FormatException">The words mean nothing.</exception>
    public static Reading Parse(string how)
    {
        var (isRead, isWritten) = (!how.EndsWith(OnlyWritten, StringComparison.Ordinal), !how.EndsWith(OnlyRead, StringComparison.Ordinal));
        var words = !isRead ? how[..^OnlyWritten.Length] : !isWritten ? how[..^OnlyRead.Length] : how;
        foreach (var (known, means) in Vocabulary)
        {
            if (words == known || words.StartsWith(known + " ", StringComparison.Ordinal))
            {
                return new Reading(means, words[known.Length..].TrimStart(), isRead && means is not Means.Always, isWritten);
            }
        }

        throw new FormatException($"'{how}' says nothing of how a field is read.");
    }
}
