namespace Recharging.Ledgers;

/// <summary>
/// Adds up each run of lines of one document, without keeping documents: one that others interrupt may look out of balance and is not.
/// </summary>
public sealed class DocumentBalance
{
    private readonly byte[] _document = new byte[2 * StagedLine.LongestText];
    private int _entityLength = -1;
    private int _docRefLength;
    private long _pence;

    /// <summary>True if some run does not balance. The document may go on further down, so the staging table decides.</summary>
    public bool MayBeOut { get; private set; }

    public void Add(ReadOnlySpan<byte> entity, ReadOnlySpan<byte> docRef, long pence)
    {
        if (!_document.AsSpan(0, Math.Max(_entityLength, 0)).SequenceEqual(entity)
            || !_document.AsSpan(StagedLine.LongestText, _docRefLength).SequenceEqual(docRef))
        {
            End();
            _entityLength = Keep(entity, at: 0);
            _docRefLength = Keep(docRef, at: StagedLine.LongestText);
        }

        _pence += pence;
    }

    public void End()
    {
        MayBeOut |= _pence != 0;
        _pence = 0;
    }

    // Too long a reference breaks a rule of its own; here only the change from one document to the next counts.
    private int Keep(ReadOnlySpan<byte> text, int at)
    {
        var kept = text[..Math.Min(text.Length, StagedLine.LongestText)];
        kept.CopyTo(_document.AsSpan(at));
        return kept.Length;
    }
}
