using System.Buffers.Text;
using System.Text;
using ServiceDefaults.Files;
using Values;

namespace Recharging.Ledgers;

/// <summary>Looks at each line and puts it into the staging table: as it is when it is good, else a row for each rule that it breaks.</summary>
public sealed class LineCheck(StagedRows rows, LedgerMasters masters)
{
    private const int LongestValueShown = 100;
    private static readonly LedgerColumn[] Columns = Enum.GetValues<LedgerColumn>();
    private readonly List<(string Name, LedgerRule Rule)> _broken = [];
    private ILedgerLines _line = null!;
    private int _fileLine;

    public decimal TotalDebit { get; private set; }

    public decimal TotalCredit { get; private set; }

    /// <summary>Of both totals, what the file has as negative amounts in the other column.</summary>
    public decimal TotalTurned { get; private set; }

    public int Faults { get; private set; }

    /// <summary>True if some line takes another document back; whether that is there, the staging table and the ledger say.</summary>
    public bool HasReversals { get; private set; }

    public DocumentBalance Balance { get; } = new();

    public void Stage(ILedgerLines line, int fileLine)
    {
        (_line, _fileLine) = (line, fileLine);
        _broken.Clear();
        CheckForm();
        CheckTexts();
        var staged = new StagedLine
        {
            FileLine = fileLine,
            LineNo = LineNo(),
            DocDate = Day(LedgerColumn.DocDate) ?? default,
            PostingDate = Day(LedgerColumn.PostingDate) is { } day ? CheckCodes(day) : default,
            DebitPence = Pence(LedgerColumn.Debit, out var debit),
            CreditPence = Pence(LedgerColumn.Credit, out var credit),
            VatPence = line[LedgerColumn.VatAmount].IsEmpty ? null : Pence(LedgerColumn.VatAmount, out _)
        };
        TotalDebit += debit;
        TotalCredit += credit;
        TotalTurned += line.Turned;
        CheckAgainstMasters();
        CheckReversal();
        Check(staged is not { DebitPence: not 0, CreditPence: not 0 }, LedgerColumn.Credit, LedgerRule.DebitAndCredit);
        Check(line[LedgerColumn.Currency].SequenceEqual("GBP"u8), LedgerColumn.Currency, LedgerRule.NotPounds);
        Balance.Add(line[LedgerColumn.Entity], line[LedgerColumn.DocRef], staged.DebitPence - staged.CreditPence);
        if (_broken.Count == 0)
        {
            staged.Write(rows, line);
        }
    }

    // What could not be made of the file's own fields; where it could not, no further rule is looked at.
    private void CheckForm()
    {
        foreach (var column in Columns)
        {
            if (_line.Broken(column) is { } rule)
            {
                Break(column, rule);
            }
        }
    }

    private void CheckTexts()
    {
        foreach (var (column, longest, required) in StagedLine.Texts)
        {
            var text = _line[column];
            Check(!required || !text.IsEmpty, column, LedgerRule.Required);
            Check(text.Length <= longest || Encoding.UTF8.GetCharCount(text) <= longest, column, LedgerRule.TooLong);
            Check(text.IndexOfAnyInRange((byte)0, (byte)31) < 0, column, LedgerRule.ControlCharacter);
            Check(column is LedgerColumn.Text || !MayBeMangled(text), column, LedgerRule.Mangled);
        }
    }

    // Nearly no code has one of these signs, and only such a one is looked at closely.
    private static bool MayBeMangled(ReadOnlySpan<byte> text) =>
        text.ContainsAny("+#"u8) && text.Length <= LongestValueShown && CellText.IsMangled(Encoding.UTF8.GetString(text));

    private void CheckAgainstMasters()
    {
        var period = _line[LedgerColumn.Period];
        var account = _line[LedgerColumn.Account];
        var costCentre = _line[LedgerColumn.CostCentre];
        if (!period.IsEmpty && !masters.IsOpen(period))
        {
            var rule = AccountingPeriod.TryParse(Encoding.UTF8.GetString(period), out _) ? LedgerRule.PeriodClosed : LedgerRule.NotAPeriod;
            Break(LedgerColumn.Period, rule);
        }

        Check(account.IsEmpty || masters.Accounts.Contains(account), LedgerColumn.Account, LedgerRule.UnknownAccount);
        Check(costCentre.IsEmpty || masters.CostCentres.Contains(costCentre), LedgerColumn.CostCentre, LedgerRule.UnknownCostCentre);
    }

    // A code that is not known at all breaks the other rule.
    private DateOnly CheckCodes(DateOnly day)
    {
        Check(masters.Accounts.MayBeOpen(_line[LedgerColumn.Account], day), LedgerColumn.Account, LedgerRule.AccountNotOpen);
        Check(masters.CostCentres.MayBeOpen(_line[LedgerColumn.CostCentre], day), LedgerColumn.CostCentre, LedgerRule.CostCentreNotOpen);
        return day;
    }

    private void CheckReversal()
    {
        var names = !_line[LedgerColumn.Reverses].IsEmpty;
        HasReversals |= names;
        Check(names || !masters.IsReversal(_line[LedgerColumn.DocType]), LedgerColumn.Reverses, LedgerRule.ReversesNothing);
    }

    private int LineNo()
    {
        if (_line.CountsRows)
        {
            return 0;
        }

        var text = _line[LedgerColumn.LineNo];
        var isNumber = Utf8Parser.TryParse(text, out int number, out var read) && read == text.Length && number >= 1;
        Check(isNumber, LedgerColumn.LineNo, LedgerRule.NotALineNumber);
        return number;
    }

    private DateOnly? Day(LedgerColumn column)
    {
        var isDay = IsoDay.TryRead(_line[column], out var day);
        Check(isDay, column, LedgerRule.NotADay);
        return isDay ? day : null;
    }

    private long Pence(LedgerColumn column, out decimal stated)
    {
        if (Amount.Read(_line[column], out var pence, out stated) is { } rule)
        {
            Break(column, rule);
        }

        return pence;
    }

    private void Check(bool holds, LedgerColumn column, LedgerRule rule)
    {
        if (!holds)
        {
            Break(column, rule);
        }
    }

    private void Break(LedgerColumn column, LedgerRule rule)
    {
        var (name, value) = _line.Shown(column);
        if ((_line.Broken(column) is { } own && own != rule) || _broken.Contains((name, rule)))
        {
            return;
        }

        _broken.Add((name, rule));
        Faults++;
        StagedLine.WriteFault(
            rows, _fileLine, Shown(_line[LedgerColumn.Entity]), Shown(_line[LedgerColumn.DocRef]), name, Shown(value), rule.Code);
    }

    private static string Shown(ReadOnlySpan<byte> text) => Shown(Encoding.UTF8.GetString(text));

    // Shown to officers and kept in the database, which takes no NUL.
    internal static string Shown(string text)
    {
        var length = text.Length <= LongestValueShown ? text.Length
            : char.IsHighSurrogate(text[LongestValueShown - 1]) ? LongestValueShown - 1 : LongestValueShown;
        return string.Concat(text.Take(length).Select(character => character < ' ' ? '\uFFFD' : character));
    }
}
