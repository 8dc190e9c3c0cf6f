using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Recharging.Settling;

/// <summary>
/// Reads XML that someone sent: UTF-8 only, no document type, no entities, no instructions, nothing fetched, and no deeper or larger
/// than any response is.
/// </summary>
public static class SafeXml
{
    public const int LargestBody = 256 * 1024;
    private const int DeepestElement = 12;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = LargestBody,
        MaxCharactersFromEntities = 1,
        CloseInput = true,
    };

    /// <summary>Throws at what is not UTF-8.</summary>
    public static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    /// <summary>The root, or what is wrong in a sentence. Only elements of these namespaces are let in.</summary>
    /// <param name="largest">Bytes and characters.</param>
    /// <param name="deepest">The root's depth is 0.</param>
    /// <param name="mayNameSchemas">Banks write where their schema is; it is never fetched.</param>
    public static (XElement? Root, string? Fault) Read(
        ReadOnlySpan<byte> body, IReadOnlySet<XNamespace> namespaces, int largest = LargestBody, int deepest = DeepestElement,
        bool mayNameSchemas = false)
    {
        var settings = Reading(largest);
        try
        {
            var text = Utf8.GetString(body).TrimStart('\uFEFF');
            return FaultIn(text, namespaces, settings, deepest, mayNameSchemas) is { } fault ? (null, fault) : (Load(text, settings), null);
        }
        catch (DecoderFallbackException)
        {
            return (null, "The message is not UTF-8.");
        }
        catch (XmlException exception)
        {
            return (null, Malformed(exception));
        }
    }

    /// <summary>How a message of at most so many characters is read.</summary>
    public static XmlReaderSettings Reading(long largest)
    {
        var settings = Settings.Clone();
        settings.MaxCharactersInDocument = largest;
        return settings;
    }

    public static string Malformed(XmlException exception) =>
        $"This is not XML that is taken here, line {exception.LineNumber}, column {exception.LinePosition}: it is well-formed and has no document type.";

    private static XElement Load(string text, XmlReaderSettings settings)
    {
        using var reader = XmlReader.Create(new StringReader(text), settings);
        return XElement.Load(reader);
    }

    // Walks it once without building anything, so that what is too deep or foreign never becomes a tree.
    private static string? FaultIn(
        string text, IReadOnlySet<XNamespace> namespaces, XmlReaderSettings settings, int deepest, bool mayNameSchemas)
    {
        using var reader = XmlReader.Create(new StringReader(text), settings);
        while (reader.Read())
        {
            if (WhyNot(reader, namespaces, deepest, mayNameSchemas) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    /// <summary>Why what the reader stands on is not let in, in a sentence.</summary>
    public static string? WhyNot(XmlReader reader, IReadOnlySet<XNamespace> namespaces, int deepest, bool mayNameSchemas) => reader.NodeType switch
    {
        XmlNodeType.XmlDeclaration when reader.GetAttribute("encoding") is { } encoding
            && !encoding.Equals("utf-8", StringComparison.OrdinalIgnoreCase) => $"The message says that it is {encoding}; it has to be UTF-8.",
        XmlNodeType.ProcessingInstruction => $"Processing instructions such as {reader.Name} are not taken.",
        XmlNodeType.Element when reader.Depth > deepest => $"The message is deeper than {deepest} elements.",
        XmlNodeType.Element when !namespaces.Contains(reader.NamespaceURI) => $"There is no element {reader.Name} here.",
        XmlNodeType.Element when ForeignAttribute(reader, mayNameSchemas) is { } attribute => $"There is no attribute {attribute} here.",
        _ => null
    };

    private static string? ForeignAttribute(XmlReader reader, bool mayNameSchemas)
    {
        string? foreign = null;
        while (foreign is null && reader.MoveToNextAttribute())
        {
            foreign = reader.NamespaceURI is "" or "http://www.w3.org/2000/xmlns/"
                || (mayNameSchemas && reader.NamespaceURI == "http://www.w3.org/2001/XMLSchema-instance") ? null : reader.Name;
        }

        reader.MoveToElement();
        return foreign;
    }
}
