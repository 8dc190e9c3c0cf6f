using System.Text;
using System.Xml;
using System.Xml.Linq;
using Recharging.Invoices;

namespace Recharging.Payments;

/// <summary>
/// ISO 20022 camt.053 of any version, read entry by entry: its booked payments, or what is wrong by element. Memory does not grow with
/// the statement.
/// </summary>
public sealed class BankStatement : IDisposable
{
    private const int LatestVersion = 13;
    private const int DeepestElement = 20;
    private const int MostFaults = 100;

    /// <summary>Of one entry, with all its details: a bank gathers at most some thousands of payments in one.</summary>
    private const int LargestEntry = 4 * 1024 * 1024;

    private readonly XmlReader _reader;
    private readonly List<string> _faults = [];
    private string? _statement;
    private string? _account;
    private int _entries;

    /// <param name="largest">Characters.</param>
    public BankStatement(Stream xml, long largest) => _reader = XmlReader.Create(
        new StreamReader(xml, SafeXml.Utf8, detectEncodingFromByteOrderMarks: false), SafeXml.Reading(largest));

    /// <summary>camt.053.001.02 to 13.</summary>
    public static IReadOnlySet<XNamespace> Namespaces { get; } = Enumerable.Range(2, LatestVersion - 1)
        .Select(version => XNamespace.Get(FormattableString.Invariant($"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version:00}"))).ToHashSet();

    public IReadOnlyList<string> Faults => _faults;

    public int Statements { get; private set; }

    /// <summary>Entries that the bank has not booked: they may still change.</summary>
    public int Pending { get; private set; }

    /// <summary>Reads on until there are so many payments more, or to the end, or to a fault that ends it.</summary>
    public IReadOnlyList<BookedPayment> Read(int atLeast)
    {
        var payments = new List<BookedPayment>();
        try
        {
            while (payments.Count < atLeast && _faults.Count < MostFaults && Next() is { } element)
            {
                Take(element, payments);
            }
        }
        catch (DecoderFallbackException)
        {
            _faults.Add("The message is not UTF-8.");
        }
        catch (XmlException exception)
        {
            _faults.Add(SafeXml.Malformed(exception));
        }

        return payments;
    }

    public void Dispose() => _reader.Dispose();

    // The next element directly in a statement, whole; null at the end.
    private XElement? Next()
    {
        while (_reader.Read())
        {
            if (WhyNot() is { } fault)
            {
                _faults.Add(fault);
                return null;
            }

            if (_reader is { NodeType: XmlNodeType.Element, Depth: 2, LocalName: "Stmt" })
            {
                (_statement, _account, _entries) = (null, null, 0);
                Statements++;
            }
            else if (_reader is { NodeType: XmlNodeType.Element, Depth: 3 } && Statements > 0)
            {
                return Whole();
            }
        }

        if (Statements == 0)
        {
            _faults.Add("This is no camt.053: it has no Document/BkToCstmrStmt/Stmt.");
        }

        return null;
    }

    private string? WhyNot() =>
        SafeXml.WhyNot(_reader, Namespaces, DeepestElement, mayNameSchemas: true)
        ?? (_reader is { NodeType: XmlNodeType.Element, Depth: 0, LocalName: not "Document" }
            || _reader is { NodeType: XmlNodeType.Element, Depth: 1, LocalName: not "BkToCstmrStmt" }
            ? "This is no camt.053: it has no Document/BkToCstmrStmt/Stmt." : null);

    private XElement? Whole()
    {
        var open = new Stack<XElement>();
        var size = 0;
        do
        {
            size += _reader.Value.Length + 1;
            if ((WhyNot() ?? (size > LargestEntry ? $"An element of statement {Statements} is larger than {LargestEntry:N0} characters." : null)) is { } fault)
            {
                _faults.Add(fault);
                return null;
            }

            if (_reader.NodeType is XmlNodeType.Element)
            {
                var element = new XElement(XName.Get(_reader.LocalName, _reader.NamespaceURI));
                element.SetAttributeValue("Ccy", _reader.GetAttribute("Ccy"));
                (open.TryPeek(out var parent) ? parent : null)?.Add(element);
                open.Push(element);
            }
            else if (_reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
            {
                open.Peek().Add(_reader.Value);
            }

            if (_reader is { NodeType: XmlNodeType.EndElement } or { NodeType: XmlNodeType.Element, IsEmptyElement: true } && open.Pop() is { } whole
                && open.Count == 0)
            {
                return whole;
            }
        }
        while (_reader.Read());

        return null;
    }

    private void Take(XElement element, List<BookedPayment> payments)
    {
        switch (element.Name.LocalName)
        {
            case "Id":
                _statement = element.TextAt();
                break;
            case "Acct":
                _account = element.TextAt("Id", "IBAN") ?? element.TextAt("Id", "Othr", "Id");
                break;
            case "Ntry" when _statement is null || _account is null:
                Fault($"Statement {Statements} needs an Id and an account, Acct/Id/IBAN or Acct/Id/Othr/Id.");
                break;
            case "Ntry":
                _entries++;
                if ((element.TextAt("Sts", "Cd") ?? element.TextAt("Sts")) is not "BOOK")
                {
                    Pending++;
                    break;
                }

                var entry = new StatementEntry(element, $"Statement {_statement}, entry {_entries}");
                payments.AddRange(entry.Payments().Select(payment => new BookedPayment(_statement, _account, payment)));
                entry.Faults.ToList().ForEach(Fault);
                break;
            default:
                break;
        }
    }

    private void Fault(string sentence)
    {
        if (!_faults.Contains(sentence))
        {
            _faults.Add(sentence);
        }
    }
}

/// <summary>One payment as the bank booked it.</summary>
/// <param name="Amount">Positive what came in.</param>
/// <param name="Documents">Numbers of a structured remittance, with their amounts where it says them.</param>
/// <param name="Texts">The remittance's free lines.</param>
public sealed record BankPayment(
    string Reference, Values.Money Amount, DateOnly BookedOn, string? EndToEndId, IReadOnlyList<RemittedDocument> Documents,
    IReadOnlyList<string> Texts);

/// <summary>A payment, in the statement and account in which it was booked.</summary>
public sealed record BookedPayment(string StatementId, string Account, BankPayment Payment);
