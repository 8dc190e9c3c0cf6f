using System.Buffers.Text;
using System.Text;
using Values;

namespace Recharging.Ledgers;

/// <summary>
/// Reads a ledger file once, line by line, into the staging table: good lines as they are, and a row of its own for each rule that
/// a line breaks. What concerns the file as a whole is added up on the way. Memory does not grow with the file.
/// </summary>
public sealed class LedgerFile(CsvRecords records, StagedRows rows, LedgerMasters masters, string batchId, string sourceSystem)
{
    private const int LongestValueShown = 100;
    private readonly byte[] _batchId = Encoding.UTF8.GetBytes(batchId);
    private readonly byte[] _sourceSystem = Encoding.UTF8.GetBytes(sourceSystem);
    private readonly int[] _position = new int[LedgerColumns.Names.Count];
    private readonly byte[] _document = new byte[2 * StagedLine.LongestText];
    private int _entityLength = -1;
    private int _documentLength;
    private int _columns;
    private long _balance;
    private bool _lineIsFaulty;

    /// <summary>Lines without the header.</summary>
    public int Lines { get; private set; }

    public decimal TotalDebit { get; private set; }

    public decimal TotalCredit { get; private set; }

    public int Faults { get; private set; }

    /// <summary>
    /// True if some run of lines of one document does not balance. The document may go on further down, so the staging table decides.
    /// </summary>
    public bool MayBeOutOfBalance { get; private set; }

    /// <summary>Reads to the end, or to the first fault that refuses the whole file.</summary>
    public async Task<Refusal?> StageAsync(CancellationToken cancellationToken)
    {
        rows.Begin();
        while (await records.FillAsync(cancellationToken))
        {
            while (records.TryRead())
            {
                if ((_columns == 0 ? ReadHeader() : StageLine()) is { } refusal)
                {
                    return refusal;
                }

                if (rows.IsFull)
                {
                    await rows.FlushAsync(cancellationToken);
                }
            }
        }

        if (records.Fault is { } fault)
        {
            return fault;
        }

        if (Lines == 0)
        {
            return Malformed(_columns == 0 ? "The file is empty: not even a header." : "The file has a header and no lines.");
        }

        MayBeOutOfBalance |= _balance != 0;
        rows.End();
        await rows.FlushAsync(cancellationToken);
        return null;
    }

    private Refusal? ReadHeader()
    {
        var found = Enumerable.Range(0, records.Count).Select(field => Encoding.UTF8.GetString(records[field]).Trim()).ToList();
        var missing = LedgerColumns.Names.Except(found, StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            return Malformed($"The header lacks the column{(missing.Count == 1 ? "" : "s")} {string.Join(", ", missing)}.");
        }

        if (found.FirstOrDefault(name => !LedgerColumns.Names.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            return Malformed($"The header has a column '{unknown}' that is not known here.");
        }

        if (found.Count > LedgerColumns.Names.Count)
        {
            return Malformed($"The header has the column {found.GroupBy(name => name).First(name => name.Count() > 1).Key} twice.");
        }

        foreach (var (column, name) in LedgerColumns.Names.Index())
        {
            _position[column] = found.IndexOf(name);
        }

        _columns = found.Count;
        return null;
    }

    private Refusal? StageLine()
    {
        Lines++;
        if (records.Count != _columns)
        {
            return Malformed($"Line {records.Line} has {records.Count} columns, the header {_columns}.");
        }

        if (!Field(LedgerColumn.BatchId).SequenceEqual(_batchId))
        {
            return Malformed($"Line {records.Line} is of batch '{Shown(LedgerColumn.BatchId)}', the request of batch '{batchId}'.");
        }

        if (!Field(LedgerColumn.SourceSystem).SequenceEqual(_sourceSystem))
        {
            return Malformed(
                $"Line {records.Line} is of source system '{Shown(LedgerColumn.SourceSystem)}', the request of '{sourceSystem}'.");
        }

        _lineIsFaulty = false;
        CheckTexts();
        var line = new StagedLine
        {
            FileLine = records.Line,
            LineNo = LineNo(),
            DocDate = Day(LedgerColumn.DocDate),
            PostingDate = Day(LedgerColumn.PostingDate),
            DebitPence = Pence(LedgerColumn.Debit, out var debit),
            CreditPence = Pence(LedgerColumn.Credit, out var credit),
            VatPence = Field(LedgerColumn.VatAmount).IsEmpty ? null : Pence(LedgerColumn.VatAmount, out _)
        };
        TotalDebit += debit;
        TotalCredit += credit;
        CheckAgainstMasters();
        Check(line is not { DebitPence: not 0, CreditPence: not 0 }, LedgerColumn.Credit, LedgerRule.DebitAndCredit);
        Check(Field(LedgerColumn.Currency).SequenceEqual("GBP"u8), LedgerColumn.Currency, LedgerRule.NotPounds);
        Balance(line.DebitPence - line.CreditPence);
        if (!_lineIsFaulty)
        {
            Write(line);
        }

        return null;
    }

    private void CheckTexts()
    {
        foreach (var (column, longest, required) in StagedLine.Texts)
        {
            var text = Field(column);
            Check(!required || !text.IsEmpty, column, LedgerRule.Required);
            Check(text.Length <= longest, column, LedgerRule.TooLong);
            Check(
                !records.HasControlCharacters || text.IndexOfAnyInRange((byte)0, (byte)31) < 0,
                column,
                LedgerRule.ControlCharacter);
        }
    }

    private void CheckAgainstMasters()
    {
        var period = Field(LedgerColumn.Period);
        var account = Field(LedgerColumn.Account);
        var costCentre = Field(LedgerColumn.CostCentre);
        if (!period.IsEmpty && !masters.IsOpen(period))
        {
            var rule = AccountingPeriod.TryParse(Encoding.UTF8.GetString(period), out _) ? LedgerRule.PeriodClosed : LedgerRule.NotAPeriod;
            Break(LedgerColumn.Period, rule);
        }

        Check(account.IsEmpty || masters.HasAccount(account), LedgerColumn.Account, LedgerRule.UnknownAccount);
        Check(costCentre.IsEmpty || masters.HasCostCentre(costCentre), LedgerColumn.CostCentre, LedgerRule.UnknownCostCentre);
    }

    private int LineNo()
    {
        var text = Field(LedgerColumn.LineNo);
        var isNumber = Utf8Parser.TryParse(text, out int number, out var read) && read == text.Length && number >= 1;
        Check(isNumber, LedgerColumn.LineNo, LedgerRule.NotALineNumber);
        return number;
    }

    private DateOnly Day(LedgerColumn column)
    {
        var isDay = IsoDay.TryRead(Field(column), out var day);
        Check(isDay, column, LedgerRule.NotADay);
        return day;
    }

    private long Pence(LedgerColumn column, out decimal stated)
    {
        if (Amount.Read(Field(column), out var pence, out stated) is { } rule)
        {
            Break(column, rule);
        }

        return pence;
    }

    private void Balance(long pence)
    {
        var entity = Field(LedgerColumn.Entity);
        var docRef = Field(LedgerColumn.DocRef);
        if (!_document.AsSpan(0, Math.Max(_entityLength, 0)).SequenceEqual(entity)
            || !_document.AsSpan(StagedLine.LongestText, _documentLength).SequenceEqual(docRef))
        {
            MayBeOutOfBalance |= _balance != 0;
            _balance = 0;
            _entityLength = Keep(entity, at: 0);
            _documentLength = Keep(docRef, at: StagedLine.LongestText);
        }

        _balance += pence;
    }

    // Too long a reference breaks a rule of its own; here only the change from one document to the next counts.
    private int Keep(ReadOnlySpan<byte> text, int at)
    {
        var kept = text[..Math.Min(text.Length, StagedLine.LongestText)];
        kept.CopyTo(_document.AsSpan(at));
        return kept.Length;
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
        _lineIsFaulty = true;
        Faults++;
        StagedLine.WriteFault(
            rows, records.Line, Shown(LedgerColumn.Entity), Shown(LedgerColumn.DocRef), column.Name(), Shown(column), rule.Code);
    }

    private void Write(StagedLine line)
    {
        rows.Row(StagedLine.Columns);
        rows.Int(line.FileLine);
        rows.Text(Field(LedgerColumn.Entity));
        rows.Text(Field(LedgerColumn.DocRef));
        rows.Null();
        rows.Null();
        rows.Null();
        rows.Text(Field(LedgerColumn.DocType));
        rows.Int(line.LineNo);
        rows.Day(line.DocDate);
        rows.Day(line.PostingDate);
        rows.Text(Field(LedgerColumn.Period));
        rows.Text(Field(LedgerColumn.Account));
        rows.TextOrNull(Field(LedgerColumn.CostCentre));
        rows.TextOrNull(Field(LedgerColumn.Project));
        rows.TextOrNull(Field(LedgerColumn.Partner));
        rows.Pence(line.DebitPence);
        rows.Pence(line.CreditPence);
        rows.Text(Field(LedgerColumn.Currency));
        rows.TextOrNull(Field(LedgerColumn.VatCode));
        if (line.VatPence is { } vat)
        {
            rows.Pence(vat);
        }
        else
        {
            rows.Null();
        }

        rows.TextOrNull(Field(LedgerColumn.Text));
        rows.TextOrNull(Field(LedgerColumn.ExternalLineId));
    }

    private ReadOnlySpan<byte> Field(LedgerColumn column) => records[_position[(int)column]];

    // Shown to officers and kept in the database, which takes no NUL.
    private string Shown(LedgerColumn column)
    {
        var text = Encoding.UTF8.GetString(Field(column));
        var length = text.Length <= LongestValueShown ? text.Length
            : char.IsHighSurrogate(text[LongestValueShown - 1]) ? LongestValueShown - 1 : LongestValueShown;
        return records.HasControlCharacters
            ? string.Concat(text.Take(length).Select(character => character < ' ' ? '\uFFFD' : character))
            : text[..length];
    }

    private static Refusal Malformed(string sentence) => new("ledger-file-format", sentence);
}
