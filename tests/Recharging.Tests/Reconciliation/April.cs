using Recharging.Ledgers;
using Recharging.Matching;
using Recharging.Matching.Differences;
using Recharging.Reconciling;
using Values;

namespace Recharging.Tests.Reconciliation;

/// <summary>
/// April 2023 with its eleven planted differences, small enough to read. Amounts in the ledgers are debit less credit on the control
/// account: what a council is owed is positive. The secondments' amounts are made up here; the reasons are the story's.
/// </summary>
internal static class April
{
    public static readonly AccountingPeriod Period = AccountingPeriod.Parse("2023/24-P01");

    public static readonly MatchingTerms Terms = new(Money.Pounds(0.01m), WindowDays: 10);

    private const string Statement = """
        line          | what              | payee | payer | payable   | vat    | disputed
        ST2324P01-001 | shared management | HCC   | IWC   | 136666.67 |        |
        ST2324P01-002 | support services  | HCC   | IWC   | 100000.00 |        |
        ST2324P01-003 | secondment A      | HCC   | IWC   |   4512.34 |        |
        ST2324P01-004 | secondment B      | HCC   | IWC   |   2310.10 |        |
        ST2324P01-005 | secondment C      | HCC   | IWC   |   2790.55 |        |
        ST2324P01-006 | secondment F      | HCC   | IWC   |   1080.20 |        | 250.00
        ST2324P01-007 | Carisbrooke       | HCC   | IWC   |    624.00 | 104.00 |
        ST2324P01-008 | Medina            | HCC   | IWC   |    312.00 |  52.00 |
        ST2324P01-012 | secondment D      | IWC   | HCC   |    701.45 |        |
        ST2324P01-013 | secondment E      | IWC   | HCC   |   3344.18 |        |
        """;

    private const string Ledgers = """
        council | document       | no | type | period      | quotes        | amount     | cost centre | vat code
        HCC     | OB-2023        | 1  | OB   | 2023/24-P01 |               |    5000.00 |             |
        HCC     | JN2324P01-HCC-R| 1  | RJ   | 2023/24-P01 | ST2324P01-001 |  136666.67 |             | O
        HCC     | 4900000777     | 1  | RJ   | 2023/24-P01 | ST2324P01-001 |  136666.67 |             | O
        HCC     | JN2324P01-HCC-R| 2  | RJ   | 2023/24-P01 | ST2324P01-002 |  100000.00 |             | O
        HCC     | JN2324P01-HCC-R| 3  | RJ   | 2023/24-P01 | ST2324P01-030 |    4512.34 |             | O
        HCC     | JN2324P01-HCC-R| 4  | RJ   | 2023/24-P01 | ST2324P01-004 |    2310.10 |             | O
        HCC     | JN2324P01-HCC-R| 5  | RJ   | 2023/24-P01 | ST2324P01-005 |    2790.55 |             | O
        HCC     | JN2324P01-HCC-R| 6  | RJ   | 2023/24-P01 | ST2324P01-006 |    1080.20 |             | O
        HCC     | JN2324P01-HCC-R| 7  | RJ   | 2023/24-P01 | ST2324P01-007 |     624.00 |             | S
        HCC     | JN2324P01-HCC-R| 8  | RJ   | 2023/24-P01 | ST2324P01-008 |     312.00 |             | S
        HCC     | 1700000031     | 1  | CN   | 2023/24-P01 | ST2324P01-007 |    -120.00 |             | S
        HCC     | JN2324P01-HCC-P| 1  | PJ   | 2023/24-P01 | ST2324P01-012 |    -701.45 |             | O
        HCC     | JN2324P01-HCC-P| 2  | PJ   | 2023/24-P01 | ST2324P01-013 |   -3344.18 |             | O
        IWC     | OB-2023        | 1  | OB   | 2023/24-P01 |               |   -4200.00 |             |
        IWC     | JN2324P01-IWC-P| 1  | PJ   | 2023/24-P01 | ST2324P01-001 | -136666.67 |             | O
        IWC     | JN2324P01-IWC-P| 3  | PJ   | 2023/24-P01 | ST2324P01-003 |   -4512.34 |             | O
        IWC     | GL-88120       | 1  | PJ   | 2023/24-P02 | ST2324P01-004 |   -2310.10 |             | O
        IWC     | GL-88121       | 1  | PJ   | 2023/24-P01 | ST2324P01-005 |   -1000.00 |             | O
        IWC     | GL-88122       | 1  | PJ   | 2023/24-P01 | ST2324P01-005 |    -790.55 |             | O
        IWC     | JN2324P01-IWC-P| 6  | PJ   | 2023/24-P01 | ST2324P01-006 |    -830.20 |             | O
        IWC     | JN2324P01-IWC-P| 7  | PJ   | 2023/24-P01 | ST2324P01-007 |    -624.00 |             | Z
        IWC     | JN2324P01-IWC-P| 8  | PJ   | 2023/24-P01 | ST2324P01-008 |    -312.00 |             | S
        IWC     | JN2324P01-IWC-R| 1  | RJ   | 2023/24-P01 | ST2324P01-012 |     701.46 |             | O
        IWC     | JN2324P01-IWC-R| 2  | RJ   | 2023/24-P01 | ST2324P01-013 |    3344.18 | CC-WRONG    | O
        """;

    public static ToReconcile AsPlanted() => Of(Lines());

    /// <summary>Both ledgers as they should be: every line posted once, in its period, with its codes.</summary>
    public static ToReconcile WithoutDifferences()
    {
        var statement = StatementLines().Select(line => line with
        {
            Disputed = Money.Zero,
            Payer = line.Payer with { Amount = -line.Payee.Amount }
        }).ToList();
        var lines = statement.SelectMany(line => new[] { line.Payee, line.Payer }).Select((entry, at) => new ControlLine
        {
            Key = new LedgerLineKey(entry.Council, "ERP", "1", entry.JournalReference!, at + 1),
            Account = "13100",
            Period = Period,
            DocType = "RJ",
            PostingDate = new DateOnly(2023, 4, 30),
            Amount = entry.Amount,
            ExternalLineId = entry.StatementLine
        }).ToList();
        return Of(lines) with { Statement = statement };
    }

    /// <summary>The lines with the balances that an ERP would send beside them.</summary>
    public static ToReconcile Of(IReadOnlyList<ControlLine> lines) => new()
    {
        StatementNumber = "ST-2023-24-P01",
        Period = Period,
        Councils = ["HCC", "IWC"],
        Statement = StatementLines(),
        Lines = lines,
        Balances = BalancesOf(lines),
        Terms = Terms,
        OutOfScope = 2000
    };

    public static IReadOnlyList<SentBalance> BalancesOf(IReadOnlyList<ControlLine> lines) =>
    [
        .. lines.Where(line => line.Period == Period).GroupBy(line => (line.Key.Council, line.Account)).Select(account => new SentBalance(
            account.Key.Council,
            account.Key.Account,
            account.Where(line => line.IsOpening).Sum(line => line.Amount),
            account.Sum(line => line.Amount),
            ClosingBefore: null))
    ];

    public static IReadOnlyList<ControlLine> Lines() =>
    [
        .. new Table(Ledgers).Rows.Select(row => new ControlLine
        {
            Key = Key(row),
            Account = row["quotes"] is "ST2324P01-012" or "ST2324P01-013" == (row["council"] == "HCC") ? "21100" : "13100",
            Period = AccountingPeriod.Parse(row["period"]),
            DocType = row["type"],
            PostingDate = new DateOnly(2023, 4, 30),
            Amount = row.Pounds("amount"),
            ExternalLineId = row.Maybe("quotes"),
            Coding = row.Maybe("vat code") is null
                ? []
                : [new CodedLine(Key(row), "51000", row.Maybe("cost centre") ?? "CC-100", row.Maybe("vat code"))]
        })
    ];

    private static LedgerLineKey Key(Table.Row row) => new(
        row["council"], row["council"] == "HCC" ? "SAP" : "UNIT4", "1000", row["document"],
        int.Parse(row["no"], System.Globalization.CultureInfo.InvariantCulture));

    private static IReadOnlyList<LineToMatch> StatementLines() =>
    [
        .. new Table(Statement).Rows.Select(row => new LineToMatch
        {
            Reference = row["line"],
            Description = row["what"],
            Vat = row.Pounds("vat"),
            Disputed = row.Pounds("disputed"),
            Payee = Entry(row, row["payee"], isDebit: true, row.Pounds("payable")),
            Payer = Entry(row, row["payer"], isDebit: false, row.Pounds("disputed") - row.Pounds("payable"))
        })
    ];

    private static ExpectedEntry Entry(Table.Row row, string council, bool isDebit, Money amount) => new()
    {
        StatementLine = row["line"],
        Council = council,
        IsDebit = isDebit,
        Amount = amount,
        JournalReference = $"JN2324P01-{council}-{(isDebit ? "R" : "P")}",
        PostingDate = new DateOnly(2023, 4, 30),
        Coding = [new ExpectedCoding("51000", "CC-100", row.Maybe("vat") is null ? "O" : "S")]
    };
}
