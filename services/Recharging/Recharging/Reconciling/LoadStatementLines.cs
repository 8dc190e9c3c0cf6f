using Recharging.Charging;
using Recharging.Engine.Lines;
using Recharging.Matching;
using Values;

namespace Recharging.Reconciling;

/// <summary>Loads what a statement expects in both ledgers: of all its lines that cost something, or of some. Call as the worker.</summary>
internal static class LoadStatementLines
{
    private const string Lines = """
        SELECT line.reference, line.description, line.payee, line.payer, line.amount_pence + line.vat_pence, line.vat_pence,
            coalesce(mark.disputed_pence, 0), coalesce(mark.state = 'CreditAgreed', false)
        FROM statement_lines line LEFT JOIN LATERAL (
            SELECT disputed_pence, state FROM line_marks WHERE line_reference = line.reference ORDER BY revision DESC LIMIT 1) mark ON true
        WHERE line.statement_number = $1 AND ($2::text[] IS NULL OR line.reference = ANY ($2))
            AND line.amount_pence + line.vat_pence <> 0
        ORDER BY line.position
        """;

    private const string Booked = """
        SELECT line.council, line.external_line_id, journal.reference, journal.posting_date, line.component = 'control',
            line.account, line.cost_centre, line.vat_code, line.debit_pence - line.credit_pence, line.vat_amount_pence
        FROM journals journal JOIN journal_lines line ON line.journal_reference = journal.reference AND line.version = journal.version
        WHERE journal.statement_number = $1 AND journal.state <> 'Reversed'
            AND ($2::text[] IS NULL OR line.external_line_id = ANY ($2))
        ORDER BY line.journal_reference, line.line_no
        """;

    private sealed record BookedLine(
        string Council, string StatementLine, string Journal, DateOnly PostingDate, bool IsControl, ExpectedCoding Coding, Money Amount, Money? Vat);

    /// <param name="db">As the worker.</param>
    /// <param name="statement">Whose lines.</param>
    /// <param name="references">Of which lines; null for all of them.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<IReadOnlyList<LineToMatch>> LinesToMatchAsync(
        this RechargingDb db, Statement statement, string[]? references, CancellationToken cancellationToken)
    {
        object?[] which = [statement.Number, references];
        var booked = (await db.RowsAsync(
            Booked,
            row => new BookedLine(
                row.GetString(0), row.GetString(1), row.GetString(2), row.GetFieldValue<DateOnly>(3), row.GetBoolean(4),
                new ExpectedCoding(row.GetString(5), row.Maybe(6), row.Maybe(7)), new Money(row.GetInt64(8)), row.MaybePence(9)),
            which,
            cancellationToken)).ToLookup(line => (line.Council, line.StatementLine));
        return await db.RowsAsync(
            Lines,
            row =>
            {
                var (reference, description) = (row.GetString(0), row.GetString(1));
                var (payable, held) = (new Money(row.GetInt64(4)), new Money(row.GetInt64(6)));
                ExpectedEntry Entry(string council, bool isDebit, Money amount) =>
                    EntryOf(statement, reference, description, council, isDebit, amount, [.. booked[(council, reference)]]);
                return new LineToMatch
                {
                    Reference = reference,
                    Description = description,
                    Vat = new Money(row.GetInt64(5)),
                    Disputed = held,
                    IsCreditAgreed = row.GetBoolean(7),
                    Payee = Entry(row.GetString(2), payable > Money.Zero, payable),
                    Payer = Entry(row.GetString(3), payable < Money.Zero, -(payable - held))
                };
            },
            which,
            cancellationToken);
    }

    // What the journal says, where one was made; otherwise what the statement and the marks come to.
    private static ExpectedEntry EntryOf(
        Statement statement, string reference, string description, string council, bool isDebit, Money amount,
        IReadOnlyList<BookedLine> booked)
    {
        var control = booked.Where(line => line.IsControl).ToList();
        return new ExpectedEntry
        {
            StatementLine = reference,
            Council = council,
            IsDebit = isDebit,
            Amount = control.Count > 0 ? control.Sum(line => line.Amount) : amount,
            JournalReference = booked is [var first, ..] ? first.Journal : null,
            PostingDate = booked is [var dated, ..] ? dated.PostingDate : statement.IssuedOn,
            Text = description,
            Vat = booked.Any(line => line.Vat is not null) ? booked.Sum(line => line.Vat ?? Money.Zero) : null,
            Coding = [.. booked.Select(line => line.Coding).Distinct()]
        };
    }
}
