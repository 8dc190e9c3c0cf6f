using System.Buffers.Text;
using System.Text;
using Recharging.Ledgers.Formats;
using Values;

namespace Recharging.Ledgers;

/// <summary>
/// Reads the files of a batch once, line by line, into the staging table: good lines as they are, and a row of its own for each rule
/// that a line breaks. What concerns the batch as a whole is added up on the way. Memory does not grow with the files.
/// </summary>
/// <param name="declared">The format that the sender declares, where the files don't say it themselves.</param>
public sealed class LedgerFile(
    StagedRows rows, LedgerMasters masters, string batchId, string sourceSystem, LedgerFormat? declared = null,
    ImportTeller? teller = null)
{
    private const int LongestValueShown = 100;
    private readonly byte[] _batchId = Encoding.UTF8.GetBytes(batchId);
    private readonly byte[] _sourceSystem = Encoding.UTF8.GetBytes(sourceSystem);
    private readonly int[] _position = new int[LedgerColumns.Names.Count];
    private readonly byte[] _document = new byte[2 * StagedLine.LongestText];
    private readonly List<LedgerPart> _parts = [];
    private readonly List<(string Name, LedgerRule Rule)> _broken = [];
    private CsvRecords _records = null!;
    private MappedRecord? _mapped;
    private int _linesBefore;
    private int _linesOfPart;
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

    /// <summary>The files that were read to their end.</summary>
    public IReadOnlyList<LedgerPart> Parts => _parts;

    /// <summary>True if some lines have no number in their file; the staging table counts them.</summary>
    public bool CountsRows { get; private set; }

    /// <summary>
    /// True if some run of lines of one document does not balance. The document may go on further down, so the staging table decides.
    /// </summary>
    public bool MayBeOutOfBalance { get; private set; }

    public void Begin() => rows.Begin();

    /// <summary>Reads a file to its end, or to the first fault that refuses the whole batch.</summary>
    public async Task<Refusal?> StageAsync(TextBody body, string name, CancellationToken cancellationToken)
    {
        _records = new CsvRecords(body, declared);
        (_mapped, _columns, _linesOfPart) = (null, 0, 0);
        while (await _records.FillAsync(cancellationToken))
        {
            while (_records.TryRead())
            {
                if ((_columns == 0 ? ReadHeader() : StageLine()) is { } refusal)
                {
                    return Named(refusal, name);
                }

                if (rows.IsFull)
                {
                    await rows.FlushAsync(cancellationToken);
                    await (teller?.TellAsync(Lines, cancellationToken) ?? ValueTask.CompletedTask);
                }
            }
        }

        if (_records.Fault is { } fault)
        {
            return Named(fault, name);
        }

        if (_linesOfPart == 0)
        {
            return Named(
                Malformed(_columns == 0 ? "The file is empty: not even a header." : "The file has a header and no lines."), name);
        }

        _parts.Add(new LedgerPart(name, _mapped?.Format.Name ?? LedgerFormat.Canonical, body.Encoding, _linesBefore, _linesOfPart));
        _linesBefore += _records.LinesCut;
        return null;
    }

    public ValueTask EndAsync(CancellationToken cancellationToken)
    {
        MayBeOutOfBalance |= _balance != 0;
        rows.End();
        return rows.FlushAsync(cancellationToken);
    }

    // A format without a header begins with its first line.
    private Refusal? ReadHeader()
    {
        if (_records.Shape == RecordShape.WholeLine)
        {
            return ReadWithoutHeader(declared ?? LedgerFormat.All.First(format => format.IsFixed));
        }

        var found = Enumerable.Range(0, _records.Count)
            .Select(field => Encoding.UTF8.GetString(_records[field]).Trim().TrimStart('*')).ToList();
        if (found is ["NEW", ..] && (declared ?? LedgerFormat.Oracle) is { MayLackHeader: true } placed)
        {
            return ReadWithoutHeader(placed);
        }

        var format = declared ?? LedgerFormat.All.MaxBy(format => format.Knows(found))!;
        if (declared is null && format.Knows(found) <= found.Count(name => LedgerColumns.Names.Contains(name, StringComparer.Ordinal)))
        {
            return ReadCanonicalHeader(found);
        }

        var (mapped, missing) = MappedRecord.ByHeader(format, _records, found, _batchId, _sourceSystem);
        if (mapped is null)
        {
            return Malformed($"The header is that of the format {format.Name} and lacks the column {missing}.");
        }

        if (found.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(name => name.Count() > 1
            && format.Fields.Any(field => field.Labels.Contains(name.Key, StringComparer.OrdinalIgnoreCase))) is { } twice)
        {
            return Malformed($"The header has the column {twice.Key} twice.");
        }

        Take(mapped);
        return null;
    }

    private Refusal? ReadWithoutHeader(LedgerFormat format)
    {
        Take(MappedRecord.ByPlace(format, _records, _batchId, _sourceSystem));
        return StageLine();
    }

    private void Take(MappedRecord mapped)
    {
        _mapped = mapped;
        _columns = _records.Count;
        CountsRows |= mapped.Format.CountsRows;
    }

    private Refusal? ReadCanonicalHeader(List<string> found)
    {
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
        _linesOfPart++;
        if (_records.Count != _columns)
        {
            return Malformed($"Line {_records.Line} has {_records.Count} columns, the header {_columns}.");
        }

        _mapped?.Translate();
        if (!Field(LedgerColumn.BatchId).SequenceEqual(_batchId))
        {
            return Malformed($"Line {_records.Line} is of batch '{Shown(LedgerColumn.BatchId)}', the request of batch '{batchId}'.");
        }

        if (!Field(LedgerColumn.SourceSystem).SequenceEqual(_sourceSystem))
        {
            return Malformed(
                $"Line {_records.Line} is of source system '{Shown(LedgerColumn.SourceSystem)}', the request of '{sourceSystem}'.");
        }

        _lineIsFaulty = false;
        CheckMapping();
        CheckTexts();
        var line = new StagedLine
        {
            FileLine = FileLine,
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

    // What could not be made of the file's own fields; where it could not, no further rule is looked at.
    private void CheckMapping()
    {
        if (_mapped is null)
        {
            return;
        }

        _broken.Clear();
        foreach (var column in Enum.GetValues<LedgerColumn>())
        {
            if (_mapped.Source(column).Rule is { } rule)
            {
                Break(column, rule);
            }
        }
    }

    private void CheckTexts()
    {
        foreach (var (column, longest, required) in StagedLine.Texts)
        {
            var text = Field(column);
            Check(!required || !text.IsEmpty, column, LedgerRule.Required);
            Check(text.Length <= longest, column, LedgerRule.TooLong);
            Check(
                !_records.HasControlCharacters || text.IndexOfAnyInRange((byte)0, (byte)31) < 0,
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
        if (_mapped is { Format.CountsRows: true })
        {
            return 0;
        }

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
        var (name, value) = (column.Name(), _mapped is null ? Shown(column) : "");
        if (_mapped is not null)
        {
            var source = _mapped.Source(column);
            (name, value) = (source.Name, Shown(source.Value));
            if ((source.Rule is { } own && own != rule) || _broken.Contains((name, rule)))
            {
                return;
            }

            _broken.Add((name, rule));
        }

        _lineIsFaulty = true;
        Faults++;
        StagedLine.WriteFault(rows, FileLine, Shown(LedgerColumn.Entity), Shown(LedgerColumn.DocRef), name, value, rule.Code);
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

    private int FileLine => _linesBefore + _records.Line;

    private ReadOnlySpan<byte> Field(LedgerColumn column) => _mapped is null ? _records[_position[(int)column]] : _mapped[column];

    // Shown to officers and kept in the database, which takes no NUL.
    private string Shown(LedgerColumn column) => Shown(Encoding.UTF8.GetString(Field(column)));

    private string Shown(string text)
    {
        var length = text.Length <= LongestValueShown ? text.Length
            : char.IsHighSurrogate(text[LongestValueShown - 1]) ? LongestValueShown - 1 : LongestValueShown;
        return _records.HasControlCharacters
            ? string.Concat(text.Take(length).Select(character => character < ' ' ? '\uFFFD' : character))
            : text[..length];
    }

    private static Refusal Named(Refusal refusal, string name) =>
        name.Length == 0 ? refusal : refusal with { Sentence = $"{name}: {refusal.Sentence}" };

    private static Refusal Malformed(string sentence) => new("ledger-file-format", sentence);
}
