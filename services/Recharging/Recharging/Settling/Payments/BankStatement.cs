using System.Xml.Linq;

namespace Recharging.Settling;

/// <summary>
/// ISO 20022 camt.053 of any version, read entry by entry: its booked payments, what of it is left out and why, or what refuses it, by
/// element. Memory does not grow with the statement.
/// </summary>
public sealed class BankStatement : IDisposable
{
    private const int MostFaults = 100;
    private const int MostNamed = 100;

    private readonly StatementReader _reader;
    private readonly List<string> _faults = [];
    private readonly List<LeftOut> _leftOut = [];
    private EntryIdentity _identity = new("", null);
    private string? _statement;
    private string? _sequence;
    private string? _account;
    private int _entries;

    /// <param name="largest">Characters.</param>
    public BankStatement(Stream xml, long largest) => _reader = new StatementReader(xml, largest);

    public IReadOnlyList<string> Faults => _faults;

    public int Statements => _reader.Statements;

    /// <summary>Entries that the bank has not booked: they may still change.</summary>
    public int Pending { get; private set; }

    /// <summary>Booked entries that are none of ours to take, such as those in another currency.</summary>
    public int LeftOutEntries { get; private set; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<LeftOut> NamedLeftOut => _leftOut;

    /// <summary>Reads on until there are so many payments more, or to the end, or to a fault that ends it.</summary>
    public IReadOnlyList<BookedPayment> Read(int atLeast)
    {
        var payments = new List<BookedPayment>();
        while (payments.Count < atLeast && _faults.Count < MostFaults && _reader.Next() is { } next)
        {
            if (next.IsFirst)
            {
                (_statement, _sequence, _account, _entries) = (null, null, null, 0);
            }

            Take(next.Element, payments);
        }

        if (_reader.Fault is { } fault)
        {
            Fault(fault);
        }

        return payments;
    }

    public void Dispose() => _reader.Dispose();

    private void Take(XElement element, List<BookedPayment> payments)
    {
        switch (element.Name.LocalName)
        {
            case "Id":
                _statement = element.TextAt();
                _identity = new EntryIdentity(_statement ?? "", _sequence);
                break;
            case "ElctrncSeqNb":
                _sequence = element.TextAt();
                _identity = new EntryIdentity(_statement ?? "", _sequence);
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

                TakeBooked(new StatementEntry(element, $"Statement {_statement}, entry {_entries}", _identity, _entries), payments);
                break;
            default:
                break;
        }
    }

    private void TakeBooked(StatementEntry entry, List<BookedPayment> payments)
    {
        payments.AddRange(entry.Payments().Select(payment => new BookedPayment(_statement!, _account!, payment)));
        entry.Faults.ToList().ForEach(Fault);
        if (entry.LeftOut is { } why)
        {
            LeftOutEntries++;
            if (_leftOut.Count < MostNamed)
            {
                _leftOut.Add(new LeftOut(_statement!, _account!, _entries, why));
            }
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

/// <summary>An entry that was not taken, and why; the others of its statement were.</summary>
/// <param name="Entry">The how-manyth of its statement.</param>
public sealed record LeftOut(string StatementId, string Account, int Entry, string Why);

/// <summary>One payment as the bank booked it.</summary>
/// <param name="Amount">Positive what came in.</param>
/// <param name="Documents">Numbers of a structured remittance, with their amounts where it says them.</param>
/// <param name="Texts">The remittance's free lines, and what the bank says beside it.</param>
/// <param name="IsRest">What an entry has beyond the payments that it gathers, such as a charge: it quotes no invoice.</param>
public sealed record BankPayment(
    string Reference, Values.Money Amount, DateOnly BookedOn, string? EndToEndId, IReadOnlyList<RemittedDocument> Documents,
    IReadOnlyList<string> Texts, bool IsRest = false);

/// <summary>A payment, in the statement and account in which it was booked.</summary>
public sealed record BookedPayment(string StatementId, string Account, BankPayment Payment);
