using System.Globalization;
using System.Xml.Linq;
using Values;

namespace Recharging.Payments;

/// <summary>One payment as the bank booked it.</summary>
/// <param name="Amount">Positive what came in.</param>
/// <param name="Documents">Numbers of a structured remittance, with their amounts where it says them.</param>
/// <param name="Texts">The remittance's free lines.</param>
public sealed record BankPayment(
    string Reference, Money Amount, DateOnly BookedOn, string? EndToEndId, IReadOnlyList<(string Number, Money? Amount)> Documents,
    IReadOnlyList<string> Texts);

/// <summary>ISO 20022 camt.053 of any version, read: its booked payments, or what is wrong by element.</summary>
public sealed class BankStatement
{
    private const int LatestVersion = 13;
    private const int LongestText = 1000;
    private readonly List<string> faults = [];
    private readonly List<(string StatementId, string Account, BankPayment Payment)> payments = [];

    private BankStatement()
    {
    }

    /// <summary>camt.053.001.02 to 13.</summary>
    public static IReadOnlySet<XNamespace> Namespaces { get; } = Enumerable.Range(2, LatestVersion - 1)
        .Select(version => XNamespace.Get(
            string.Create(CultureInfo.InvariantCulture, $"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version:00}"))).ToHashSet();

    public IReadOnlyList<string> Faults => faults;

    public IReadOnlyList<(string StatementId, string Account, BankPayment Payment)> Payments => payments;

    public int Statements { get; private set; }

    /// <summary>Entries that the bank has not booked: they may still change.</summary>
    public int Pending { get; private set; }

    public static BankStatement Read(XElement root)
    {
        var read = new BankStatement();
        var statements = At(root, "BkToCstmrStmt")?.Elements().Where(element => element.Name.LocalName == "Stmt").ToList() ?? [];
        if (root.Name.LocalName != "Document" || statements.Count == 0)
        {
            read.faults.Add("This is no camt.053: it has no Document/BkToCstmrStmt/Stmt.");
        }

        foreach (var statement in statements)
        {
            read.ReadStatement(statement);
        }

        return read;
    }

    private void ReadStatement(XElement statement)
    {
        Statements++;
        var id = Text(statement, "Id");
        var account = Text(statement, "Acct", "Id", "IBAN") ?? Text(statement, "Acct", "Id", "Othr", "Id");
        if (id is null || account is null)
        {
            faults.Add($"Statement {Statements} needs an Id and an account, Acct/Id/IBAN or Acct/Id/Othr/Id.");
            return;
        }

        foreach (var (index, entry) in statement.Elements().Where(element => element.Name.LocalName == "Ntry").Index())
        {
            var status = Text(entry, "Sts", "Cd") ?? Text(entry, "Sts");
            if (status is not "BOOK")
            {
                Pending++;
                continue;
            }

            ReadEntry(id, account, $"Statement {id}, entry {index + 1}", entry);
        }
    }

    private void ReadEntry(string statement, string account, string where, XElement entry)
    {
        var reference = Text(entry, "AcctSvcrRef");
        var day = Day(Text(entry, "BookgDt", "Dt") ?? Text(entry, "BookgDt", "DtTm")?[..Math.Min(10, Text(entry, "BookgDt", "DtTm")!.Length)]);
        var whole = Amount(entry, entry, where);
        var details = entry.Elements().Where(element => element.Name.LocalName == "NtryDtls")
            .SelectMany(group => group.Elements().Where(element => element.Name.LocalName == "TxDtls")).ToList();
        if (day is null)
        {
            faults.Add($"{where}: BookgDt is missing or no day.");
        }

        if (whole is null || day is null)
        {
            return;
        }

        if (details.Count <= 1)
        {
            Add(reference ?? (details is [var one] ? Text(one, "Refs", "AcctSvcrRef") : null) ?? Text(entry, "NtryRef"),
                whole.Value, details.FirstOrDefault());
            return;
        }

        var parts = details.ConvertAll(detail => Amount(detail, entry, where));
        if (parts.Any(part => part is null))
        {
            return;
        }

        if (parts.Sum(part => part!.Value) != whole.Value)
        {
            faults.Add($"{where}: its details do not add up to its amount.");
            return;
        }

        foreach (var (index, detail) in details.Index())
        {
            var own = Text(detail, "Refs", "AcctSvcrRef");
            Add(own is not null && own != reference ? own : reference is null ? null : $"{reference}/{index + 1}", parts[index]!.Value, detail);
        }

        void Add(string? its, Money amount, XElement? detail)
        {
            if (its is null)
            {
                faults.Add($"{where} needs the bank's reference, AcctSvcrRef: by it a payment is known when it comes again.");
                return;
            }

            payments.Add((statement, account, Payment(its, amount, day!.Value, detail)));
        }
    }

    private static BankPayment Payment(string reference, Money amount, DateOnly day, XElement? detail)
    {
        var remittance = detail is null ? null : At(detail, "RmtInf");
        var structured = remittance?.Elements().Where(element => element.Name.LocalName == "Strd").ToList() ?? [];
        var endToEnd = detail is null ? null : Text(detail, "Refs", "EndToEndId");
        return new BankPayment(
            reference, amount, day, endToEnd is "NOTPROVIDED" ? null : endToEnd,
            [
                .. structured.Select(part => (
                        Number: Text(part, "RfrdDocInf", "Nb") ?? Text(part, "CdtrRefInf", "Ref"),
                        Amount: Pence(Text(part, "RfrdDocAmt", "RmtdAmt") ?? Text(part, "RfrdDocAmt", "DuePyblAmt"))))
                    .Where(part => part.Number is not null).Select(part => (part.Number!, part.Amount))
            ],
            [
                .. (remittance?.Elements().Where(element => element.Name.LocalName == "Ustrd") ?? [])
                    .Select(text => text.Value.Length <= LongestText ? text.Value : text.Value[..LongestText])
            ]);
    }

    // The amount of an element, or of its amount details as older versions have them, on the side that it or its entry says.
    private Money? Amount(XElement element, XElement entry, string where)
    {
        var amount = At(element, "Amt") ?? At(element, "AmtDtls", "TxAmt", "Amt");
        var side = Text(element, "CdtDbtInd") ?? Text(entry, "CdtDbtInd");
        if (Pence(amount?.Value) is not { } pence || pence.IsNegative || side is not ("CRDT" or "DBIT"))
        {
            faults.Add($"{where}: Amt is an amount such as 1234.56, and CdtDbtInd is CRDT or DBIT.");
            return null;
        }

        if (amount!.Attribute("Ccy")?.Value is not "GBP")
        {
            faults.Add($"{where}: the currency must be GBP.");
            return null;
        }

        return side == "CRDT" ? pence : -pence;
    }

    private static Money? Pence(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var pounds)
        && pounds <= Ledgers.Amount.MostPence / 100m && pounds * 100 == decimal.Truncate(pounds * 100)
            ? Money.Pounds(decimal.Truncate(pounds * 100) / 100) : null;

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static XElement? At(XElement from, params string[] path) => path.Aggregate(
        (XElement?)from, (element, name) => element?.Elements().FirstOrDefault(child => child.Name.LocalName == name));

    private static string? Text(XElement from, params string[] path) =>
        At(from, path) is { HasElements: false, Value: var text } && text.Trim() is { Length: > 0 and <= 140 } trimmed ? trimmed : null;
}
