using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Recharging.Settling;

/// <summary>
/// Walks the XML of a camt.053 element by element: whatever encoding it has, past what others have added in namespaces of their own,
/// and never deeper or with more in memory than a bank's entry is.
/// </summary>
internal sealed class StatementReader : IDisposable
{
    private const int LatestVersion = 13;
    private const int DeepestElement = 20;

    /// <summary>Of one entry, with all its details: a bank gathers at most some thousands of payments in one.</summary>
    private const int LargestElement = 4 * 1024 * 1024;

    private readonly Stream _xml;
    private readonly long _largest;
    private XmlReader? _reader;
    private bool _stays;

    /// <param name="largest">Characters.</param>
    public StatementReader(Stream xml, long largest) => (_xml, _largest) = (xml, largest);

    /// <summary>camt.053.001.02 to 13.</summary>
    private static HashSet<XNamespace> Namespaces { get; } = Enumerable.Range(2, LatestVersion - 1)
        .Select(version => XNamespace.Get(FormattableString.Invariant($"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version:00}"))).ToHashSet();

    /// <summary>Why no more is read, in a sentence.</summary>
    public string? Fault { get; private set; }

    /// <summary>How many Stmt were begun.</summary>
    public int Statements { get; private set; }

    /// <summary>The next element directly in a statement, whole, and whether it is the first of its statement; null at the end.</summary>
    public (XElement Element, bool IsFirst)? Next()
    {
        try
        {
            return Fault is null && Open() ? NextIn(_reader!) : null;
        }
        catch (DecoderFallbackException)
        {
            Fault = "A character of the message is not in the encoding that the message says it has.";
        }
        catch (XmlException exception)
        {
            Fault = SafeXml.Malformed(exception);
        }

        return null;
    }

    public void Dispose() => _reader?.Dispose();

    private bool Open()
    {
        if (_reader is not null)
        {
            return true;
        }

        var start = new byte[StatementEncoding.Looked];
        var read = _xml.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        (var encoding, Fault) = StatementEncoding.Of(start.AsSpan(0, read));
        if (encoding is null)
        {
            return false;
        }

        _reader = XmlReader.Create(
            new StreamReader(new Rejoined(start.AsMemory(0, read), _xml), encoding, detectEncodingFromByteOrderMarks: false),
            SafeXml.Reading(_largest));
        return true;
    }

    private (XElement, bool)? NextIn(XmlReader reader)
    {
        var isFirst = false;
        while (Advance(reader))
        {
            if (reader is { NodeType: XmlNodeType.Element, Depth: 2, LocalName: "Stmt" })
            {
                isFirst = true;
                Statements++;
            }
            else if (reader is { NodeType: XmlNodeType.Element, Depth: 3 } && Statements > 0)
            {
                return Whole(reader) is { } element ? (element, isFirst) : null;
            }
        }

        Fault ??= Statements == 0 ? NoStatement : null;
        return null;
    }

    private const string NoStatement = "This is no camt.053: it has no Document/BkToCstmrStmt/Stmt.";

    // To the next node, past elements that are no part of a camt.053: others add theirs within a bank's.
    private bool Advance(XmlReader reader)
    {
        while (_stays ? !reader.EOF : reader.Read())
        {
            _stays = false;
            Fault = WhyNot(reader);
            if (Fault is not null)
            {
                return false;
            }

            if (reader is not { NodeType: XmlNodeType.Element, Depth: > 1 } || Namespaces.Contains(reader.NamespaceURI))
            {
                return true;
            }

            reader.Skip();
            _stays = true;
        }

        return false;
    }

    private static string? WhyNot(XmlReader reader) => reader.NodeType switch
    {
        XmlNodeType.ProcessingInstruction => $"Processing instructions such as {reader.Name} are not taken.",
        XmlNodeType.Element when reader.Depth > DeepestElement => $"The message is deeper than {DeepestElement} elements.",
        XmlNodeType.Element when reader.Depth == 0 && !Namespaces.Contains(reader.NamespaceURI) => $"There is no element {reader.Name} here.",
        XmlNodeType.Element when (reader.Depth, reader.LocalName) is (0, not "Document") or (1, not "BkToCstmrStmt") => NoStatement,
        _ => null
    };

    private XElement? Whole(XmlReader reader)
    {
        var open = new Stack<XElement>();
        var size = 0;
        do
        {
            size += reader.Value.Length + 1;
            if (size > LargestElement)
            {
                Fault = FormattableString.Invariant($"An element of statement {Statements} is larger than {LargestElement:N0} characters.");
                return null;
            }

            if (reader.NodeType is XmlNodeType.Element)
            {
                var element = new XElement(XName.Get(reader.LocalName, reader.NamespaceURI));
                element.SetAttributeValue("Ccy", reader.GetAttribute("Ccy"));
                (open.TryPeek(out var parent) ? parent : null)?.Add(element);
                open.Push(element);
            }
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
            {
                open.Peek().Add(reader.Value);
            }

            if (reader is { NodeType: XmlNodeType.EndElement } or { NodeType: XmlNodeType.Element, IsEmptyElement: true } && open.Pop() is { } whole
                && open.Count == 0)
            {
                return whole;
            }
        }
        while (Advance(reader));

        return null;
    }

    /// <summary>The bytes that were looked at already, then the rest.</summary>
    private sealed class Rejoined(ReadOnlyMemory<byte> start, Stream rest) : Stream
    {
        private int _given;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (_given == start.Length)
            {
                return rest.Read(buffer);
            }

            var length = Math.Min(buffer.Length, start.Length - _given);
            start.Span.Slice(_given, length).CopyTo(buffer);
            _given += length;
            return length;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
