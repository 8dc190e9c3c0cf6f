namespace Demonstration;

/// <summary>
/// A council's ERP as far as we see it: it books the journals that it collects and sends its month's ledger. Everything that the story
/// plants in a ledger is planted here, in the ERP's own books.
/// </summary>
internal sealed class Erp(string council, string sourceSystem, string entity, params string[] controlAccounts)
{
    private readonly List<LedgerLine> books = [];

    public IReadOnlyList<LedgerLine> Books => books;

    public string SourceSystem => sourceSystem;

    /// <summary>Books a journal as collected, under its own reference.</summary>
    public void Book(IEnumerable<LedgerLine> journal) =>
        books.AddRange(journal.Select(line => line with { SourceSystem = sourceSystem, Entity = entity }));

    /// <summary>A clerk leaves the charge out.</summary>
    public void Omit(string statementLine) => books.RemoveAll(line => line.ExternalLineId == statementLine);

    /// <summary>A clerk books the charge in the next month, in a document of its own.</summary>
    public void Postpone(string statementLine, string document, string period, string postingDate) =>
        Change(statementLine, line => line with { DocRef = document, Period = period, PostingDate = postingDate });

    /// <summary>A clerk books the charge in two parts and leaves some of it open.</summary>
    public void PayInTwoParts(string statementLine, decimal leftOpen)
    {
        var lines = Take(statementLine);
        var control = lines.Single(IsControl);
        var contra = lines.First(line => !IsControl(line));
        var paid = control.Debit + control.Credit - leftOpen;
        var first = decimal.Floor(paid / 2);
        books.Add(Of(control, first));
        books.Add(Of(control, paid - first) with { LineNo = lines.Max(line => line.LineNo) });
        books.Add(Of(contra, paid));
    }

    /// <summary>A clerk mistypes a penny on the charge: too much on both sides of the document.</summary>
    public void MistypeAPenny(string statementLine)
    {
        var contra = books.First(line => line.ExternalLineId == statementLine && !IsControl(line));
        Change(statementLine, line => IsControl(line) || line == contra ? Of(line, line.Debit + line.Credit + 0.01m) : line);
    }

    public void UseCostCentre(string statementLine, string costCentre) =>
        Change(statementLine, line => IsControl(line) ? line : line with { CostCentre = costCentre });

    public void UseVatCode(string statementLine, string vatCode) =>
        Change(statementLine, line => line.VatCode.Length == 0 ? line : line with { VatCode = vatCode });

    /// <summary>A clerk books the charge once more, by hand.</summary>
    public void BookTwice(string statementLine, string document) =>
        books.AddRange(books.Where(line => line.ExternalLineId == statementLine)
            .Select(line => line with { DocRef = document })
            .ToList());

    /// <summary>A clerk copies the reference with two digits swapped.</summary>
    public void MistypeReference(string statementLine, string asTyped) =>
        Change(statementLine, line => line with { ExternalLineId = asTyped });

    /// <summary>A document of two lines that nobody told us of.</summary>
    public void BookByHand(string document, string docType, string period, string day, string text, (string Account, string Partner) control,
        (string Account, string CostCentre) contra, decimal debitOnControl)
    {
        var line = new LedgerLine
        {
            SourceSystem = sourceSystem,
            Entity = entity,
            DocType = docType,
            DocRef = document,
            DocDate = day,
            PostingDate = day,
            Period = period,
            Text = text,
        };
        books.Add(Signed(line with { LineNo = 1, Account = control.Account, Partner = control.Partner }, debitOnControl));
        books.Add(Signed(line with { LineNo = 2, Account = contra.Account, CostCentre = contra.CostCentre }, -debitOnControl));
    }

    /// <summary>The month's file, with what falls into later periods already booked.</summary>
    public LedgerFile MonthsFile(string batchId) => new(batchId, sourceSystem, [.. books.Select(line => line with { BatchId = batchId })]);

    /// <summary>What this ERP says its control accounts with the other council hold, debits positive.</summary>
    public IEnumerable<object> ControlBalances(string partner, string period) =>
        books.Where(line => IsControl(line) && line.Partner == partner && line.Period == period)
            .GroupBy(line => line.Account)
            .Select(account => new
            {
                account = account.Key,
                partner,
                period,
                openingGbp = account.Where(line => line.DocType == "OB").Sum(line => line.Debit - line.Credit),
                closingGbp = account.Sum(line => line.Debit - line.Credit),
            });

    public override string ToString() => $"{council}'s ERP";

    private bool IsControl(LedgerLine line) => controlAccounts.Contains(line.Account, StringComparer.Ordinal);

    private List<LedgerLine> Take(string statementLine)
    {
        var lines = books.Where(line => line.ExternalLineId == statementLine).ToList();
        if (lines.Count == 0)
        {
            throw new InvalidOperationException($"{council}'s ERP has no line of {statementLine}, so nothing can be planted there.");
        }

        books.RemoveAll(lines.Contains);
        return lines;
    }

    private void Change(string statementLine, Func<LedgerLine, LedgerLine> change) =>
        books.AddRange(Take(statementLine).Select(change));

    private static LedgerLine Of(LedgerLine line, decimal amount) =>
        line.Debit != 0 ? line with { Debit = amount } : line with { Credit = amount };

    private static LedgerLine Signed(LedgerLine line, decimal debit) =>
        debit >= 0 ? line with { Debit = debit } : line with { Credit = -debit };
}
