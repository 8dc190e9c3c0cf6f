using System.Globalization;

namespace Recharging.Matching;

/// <summary>What names a ledger line for ever: who sent it and where it stands in which document.</summary>
/// <param name="Part">Nil for the whole line; parts of a line that an officer has split count from 1.</param>
public sealed record LedgerLineKey(string Council, string SourceSystem, string Entity, string DocRef, int LineNo, int Part = 0)
    : IComparable<LedgerLineKey>
{
    private const char Separator = '\u001F';

    public static LedgerLineKey? Parse(string text) =>
        text.Split(Separator) is [var council, var sourceSystem, var entity, var docRef, var lineNo]
        && int.TryParse(lineNo, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new LedgerLineKey(council, sourceSystem, entity, docRef, number)
            : null;

    public int CompareTo(LedgerLineKey? other)
    {
        if (other is null)
        {
            return 1;
        }

        var byText = (string.CompareOrdinal(Council, other.Council), string.CompareOrdinal(SourceSystem, other.SourceSystem),
            string.CompareOrdinal(Entity, other.Entity), string.CompareOrdinal(DocRef, other.DocRef));
        return byText switch
        {
            (not 0 and var order, _, _, _) => order,
            (_, not 0 and var order, _, _) => order,
            (_, _, not 0 and var order, _) => order,
            (_, _, _, not 0 and var order) => order,
            _ => (LineNo, Part).CompareTo((other.LineNo, other.Part))
        };
    }

    public static bool operator <(LedgerLineKey left, LedgerLineKey right) => left.CompareTo(right) < 0;

    public static bool operator >(LedgerLineKey left, LedgerLineKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(LedgerLineKey left, LedgerLineKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(LedgerLineKey left, LedgerLineKey right) => left.CompareTo(right) >= 0;

    /// <summary>The line that it is, or is a part of.</summary>
    public LedgerLineKey Whole() => Part == 0 ? this : this with { Part = 0 };

    public override string ToString() =>
        string.Join(Separator, Council, SourceSystem, Entity, DocRef, LineNo.ToString(CultureInfo.InvariantCulture))
        + (Part == 0 ? "" : Separator + Part.ToString(CultureInfo.InvariantCulture));
}
