using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Values;

namespace Recharging.Reconciling;

/// <summary>A pack as a page to print and file: the figures, every reason, who said what when, and who signed. Its one style is allowed
/// by hash, scripts not at all.</summary>
public static class PackPage
{
    private const string Style =
        "body{font:16px/1.4 Arial,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#0b0c0c}"
        + "table{border-collapse:collapse;width:100%;margin:1rem 0}caption{text-align:left;font-weight:bold}"
        + "th,td{border-bottom:1px solid #b1b4b6;padding:.4rem;text-align:left;vertical-align:top}"
        + "td.amount,th.amount{text-align:right;white-space:nowrap}.hash{overflow-wrap:anywhere}"
        + "@media print{@page{size:A4;margin:15mm}body{margin:0;max-width:none;font-size:10pt}thead{display:table-header-group}"
        + "tr{break-inside:avoid}}";

    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static string Write(ViewPack.Answer answer)
    {
        var pack = answer.Pack;
        var title = $"Agreement of balances {pack.Quarter}";
        return $"""
            <!DOCTYPE html>
            <html lang="en-GB">
            <head>
            <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Safe(title)}</title><style>{Style}</style>
            </head>
            <body>
            <main>
            <h1>{Safe(title)}</h1>
            <p>{Safe(string.Join(" and ", pack.Councils))}, balances on {Day(pack.LastDay)}, {Standing(answer)}. A statement has to be sent
            above {Pounds(pack.Terms.SendBalancesGbp)} of balances or {Pounds(pack.Terms.SendIncomeGbp)} of income, and agreed above
            {Pounds(pack.Terms.AgreeBalancesGbp)} or {Pounds(pack.Terms.AgreeIncomeGbp)}.</p>
            {Table("Balances", ["Owed to", "By", "Receivable", "Payable", "Difference", "With a reason", "Remains", "State"],
                [3, 4, 5, 6, 7],
                pack.Sides.Select(side => new[] { side.Figures.Receivable, side.Figures.Payable, Pounds(side.Figures.ReceivableGbp),
                    Pounds(side.Figures.PayableGbp), Pounds(side.Figures.DifferenceGbp), Pounds(side.Figures.ExplainedGbp),
                    Remains(pack, side.Figures.RemainsGbp),
                    CodedWords.Of(Codes.Balance, side.State) }))}
            {Table("Income and expenditure", ["Income of", "Expenditure of", "Income", "Expenditure", "Difference", "Remains"],
                [3, 4, 5, 6],
                pack.Sides.Select(side => new[] { side.Figures.Receivable, side.Figures.Payable, Pounds(side.Figures.IncomeGbp),
                    Pounds(side.Figures.ExpenditureGbp), Pounds(side.Figures.IncomeDifferenceGbp),
                    Remains(pack, side.Figures.IncomeRemainsGbp) }))}
            {Table("Why they differ", ["Of", "Owed to", "Reason", "Amount", "What happened"], [4],
                pack.Items.Select(item => new[] { item.Of, item.Receivable,
                    CodedWords.Of(Codes.Difference, item.Reason), Pounds(item.AmountGbp), item.Sentence }))}
            {Table("What still stands in the way", ["What"], [], pack.NotSent.Select(council => $"{council} has not sent its balances.")
                .Concat(pack.NotReconciled.Select(statement => $"{statement} is not reconciled.")).Concat(pack.Alarms)
                .Select(sentence => new[] { sentence }))}
            {Table("Statements and answers", ["When", "Council", "By", "What", "Balance", "Income or expenditure", ""], [5, 6],
                pack.Log.Select(entry => new[] { Time(entry.At), entry.Council, entry.By, $"{CodedWords.Of(Codes.Balance, entry.What)} {entry.StatementVersion}",
                    Pounds(entry.BalanceGbp), Pounds(entry.IncomeGbp), $"{(entry.IsLate ? "Late. " : "")}{entry.Remark}" }))}
            {Table("Timetable", ["Day", "What"], [], pack.Timetable.Select(step => new[] { Day(step.Day), step.What }))}
            {Table("Accounts", ["Council", "Account", "Balance"], [3], pack.Accounts.Select(account =>
                new[] { account.Council, account.Code, Pounds(account.ClosingGbp) }))}
            {Table("Signed", ["Council", "S151 delegate", "When", "Version"], [], answer.Signatures.Select(signature => new[] {
                signature.Council, signature.SignedBy, Time(signature.SignedAt),
                signature.Version.ToString(CultureInfo.InvariantCulture) }))}
            <p class="hash">SHA-256 of the content: {answer.Sha256}</p>
            </main>
            </body>
            </html>

            """;
    }

    private static string Standing(ViewPack.Answer answer) =>
        answer.Version is { } version ? $"version {version} as signed"
        : answer.ChangedSinceSigned ? "as it stands now, changed since it was signed" : "as it stands now";

    /// <param name="amounts">The columns that are amounts, from 1.</param>
    private static string Table(string caption, string[] columns, int[] amounts, IEnumerable<string[]> rows)
    {
        string Cell(string tag, string text, int at, string scope = "") =>
            $"<{tag}{scope}{(amounts.Contains(at + 1) ? " class=\"amount\"" : "")}>{Safe(text)}</{tag}>";
        var body = rows.Select(row => $"<tr>{string.Concat(row.Select((text, at) => Cell("td", text, at)))}</tr>").ToList();
        return body.Count == 0 ? "" : $"""
            <table>
            <caption>{Safe(caption)}</caption>
            <thead><tr>{string.Concat(columns.Select((text, at) => Cell("th", text, at, " scope=\"col\"")))}</tr></thead>
            <tbody>
            {string.Join('\n', body)}
            </tbody>
            </table>
            """;
    }

    private static string Remains(PackContent pack, decimal gbp) => pack.HasBothBalances ? Pounds(gbp) : "Can’t be agreed yet";

    private static string Pounds(decimal gbp) => Money.Pounds(gbp).ToString();

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at) => at.ToString("d MMMM yyyy HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
