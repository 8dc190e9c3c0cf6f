using Values;

namespace Recharging.Ledgers;

/// <summary>
/// The lines of one file of a batch, whatever its form: each as canonical columns, read in a stream and looked at one at a time. A file
/// that can't be read on says why in <see cref="Fault"/> and gives no further line.
/// </summary>
public interface ILedgerLines
{
    /// <summary>What the file was recognised as.</summary>
    string Format { get; }

    string Encoding { get; }

    /// <summary>The lines have no number in the file: they are counted in their document.</summary>
    bool CountsRows { get; }

    /// <summary>Where the current line stands, as an officer counts it, from 1.</summary>
    int Line { get; }

    /// <summary>How far such places were counted.</summary>
    int LinesCut { get; }

    Refusal? Fault { get; }

    /// <summary>What is wrong with a file that was read to its end and had no line.</summary>
    string WhyEmpty { get; }

    /// <summary>The canonical text of a column of the current line, in UTF-8.</summary>
    ReadOnlySpan<byte> this[LedgerColumn column] { get; }

    /// <summary>Reads on in the stream. False at its end, when <see cref="TryRead"/> has given every line.</summary>
    ValueTask<bool> FillAsync(CancellationToken cancellationToken);

    /// <summary>The next line that is wholly read.</summary>
    bool TryRead();

    /// <summary>What the current line has as a negative debit, which is a credit, or the other way round.</summary>
    decimal Turned { get; }

    /// <summary>The rule of the file's own form that keeps a column of the current line from being read.</summary>
    LedgerRule? Broken(LedgerColumn column);

    /// <summary>How the file names a column, and what stands there in the current line.</summary>
    (string Name, string Value) Shown(LedgerColumn column);
}
