using System.Text;
using ServiceDefaults.Files;
using Values;

namespace Recharging.Ledgers;

/// <summary>
/// Reads the files of a batch once, line by line, into the staging table. What concerns the batch as a whole is added up on the way.
/// Memory does not grow with the files.
/// </summary>
/// <param name="declared">The format that the sender declares, where the files don't say it themselves.</param>
public sealed class LedgerFile(
    StagedRows rows, LedgerMasters masters, string batchId, string sourceSystem, LedgerFormat? declared = null,
    ImportTeller? teller = null)
{
    private readonly byte[] _batchId = Encoding.UTF8.GetBytes(batchId);
    private readonly byte[] _sourceSystem = Encoding.UTF8.GetBytes(sourceSystem);
    private readonly LineCheck _check = new(rows, masters);
    private readonly List<LedgerPart> _parts = [];
    private int _linesBefore;

    /// <summary>Lines without the header.</summary>
    public int Lines { get; private set; }

    public decimal TotalDebit => _check.TotalDebit;

    public decimal TotalCredit => _check.TotalCredit;

    /// <summary>Of both totals, what the files have as negative amounts in the other column.</summary>
    public decimal TotalTurned => _check.TotalTurned;

    public int Faults => _check.Faults;

    /// <summary>The files that were read to their end.</summary>
    public IReadOnlyList<LedgerPart> Parts => _parts;

    /// <summary>True if some lines have no number in their file; the staging table counts them.</summary>
    public bool CountsRows { get; private set; }

    /// <summary>True if the staging table has to be asked whether every document balances.</summary>
    public bool MayBeOutOfBalance => _check.Balance.MayBeOut;

    /// <summary>True if some line takes another document back.</summary>
    public bool HasReversals => _check.HasReversals;

    public void Begin() => rows.Begin();

    /// <summary>Reads a file of text to its end, or to the first fault that refuses the whole batch.</summary>
    /// <param name="name">The entry of a zip; empty for a file by itself.</param>
    public Task<Refusal?> StageAsync(TextBody body, string name, CancellationToken cancellationToken) =>
        StageAsync(new CsvLines(body, declared, batchId, sourceSystem), name, cancellationToken);

    public async Task<Refusal?> StageAsync(ILedgerLines lines, string name, CancellationToken cancellationToken)
    {
        var before = Lines;
        while (await lines.FillAsync(cancellationToken))
        {
            while (lines.TryRead())
            {
                if (WhyNotOfThisBatch(lines) is { } refusal)
                {
                    return Named(refusal, name);
                }

                Lines++;
                _check.Stage(lines, _linesBefore + lines.Line);
                if (rows.IsFull)
                {
                    await rows.FlushAsync(cancellationToken);
                    await (teller?.TellAsync(Lines, cancellationToken) ?? ValueTask.CompletedTask);
                }
            }
        }

        if ((lines.Fault ?? (Lines == before ? Malformed(lines.WhyEmpty) : null)) is { } fault)
        {
            return Named(fault, name);
        }

        CountsRows |= lines.CountsRows;
        _parts.Add(new LedgerPart(name, lines.Format, lines.Encoding, _linesBefore, Lines - before));
        _linesBefore += lines.LinesCut;
        return null;
    }

    public ValueTask EndAsync(CancellationToken cancellationToken)
    {
        _check.Balance.End();
        rows.End();
        return rows.FlushAsync(cancellationToken);
    }

    private Refusal? WhyNotOfThisBatch(ILedgerLines lines) =>
        !lines[LedgerColumn.BatchId].SequenceEqual(_batchId)
            ? Malformed($"Line {lines.Line} is of batch '{Shown(lines, LedgerColumn.BatchId)}', the request of batch '{batchId}'.")
        : !lines[LedgerColumn.SourceSystem].SequenceEqual(_sourceSystem)
            ? Malformed($"Line {lines.Line} is of source system '{Shown(lines, LedgerColumn.SourceSystem)}', the request of '{sourceSystem}'.")
        : null;

    private static string Shown(ILedgerLines lines, LedgerColumn column) => LineCheck.Shown(lines.Shown(column).Value);

    private static Refusal Named(Refusal refusal, string name) =>
        name.Length == 0 ? refusal : refusal with { Sentence = $"{name}: {refusal.Sentence}" };

    private static Refusal Malformed(string sentence) => new("ledger-file-format", sentence);
}
