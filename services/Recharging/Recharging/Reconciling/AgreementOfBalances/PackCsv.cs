using System.Globalization;
using CsvHelper;
using Recharging.Settling;

namespace Recharging.Reconciling;

/// <summary>A pack as a table: accounts, sides, items, log, timetable and signatures, each row saying which it is. What a spreadsheet
/// would take for a formula gets an apostrophe before it.</summary>
public static class PackCsv
{
    private static readonly string[] Columns =
        ["row", "quarter", "council", "other_council", "what", "reason", "amount_gbp", "other_amount_gbp", "difference_gbp", "on", "text"];

    public static string Write(ViewPack.Answer answer)
    {
        var pack = answer.Pack;
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using var csv = new CsvWriter(text, CultureInfo.InvariantCulture);
        WriteRow(csv, Columns);
        void Row(string row, string council, string other, string what, string? reason, decimal? amount, decimal? otherAmount,
            decimal? difference, string? on, string? words) => WriteRow(csv,
            [row, pack.Quarter, council, other, what, reason, Pounds(amount), Pounds(otherAmount), Pounds(difference), on, words]);

        foreach (var account in pack.Accounts)
        {
            Row("account", account.Council, "", account.Code, null, account.ClosingGbp, null, null, Day(pack.LastDay), null);
        }

        foreach (var side in pack.Sides)
        {
            var of = side.Figures;
            Row("side", of.Receivable, of.Payable, "balances", null, of.ReceivableGbp, of.PayableGbp, of.DifferenceGbp, null,
                CodedWords.Of(Codes.Balance, side.State));
            Row("side", of.Receivable, of.Payable, "income", null, of.IncomeGbp, of.ExpenditureGbp, of.IncomeDifferenceGbp, null,
                CodedWords.Of(Codes.Balance, side.State));
            Row("remains", of.Receivable, of.Payable, "balances", null, pack.HasBothBalances ? of.RemainsGbp : null, null, null, null,
                pack.HasBothBalances ? null : "Can't be agreed yet: both councils' balances are not in.");
        }

        foreach (var item in pack.Items)
        {
            Row("item", item.Receivable, "", item.Of, CodedWords.Of(Codes.Difference, item.Reason), item.AmountGbp, null, null, null, item.Sentence);
        }

        foreach (var entry in pack.Log)
        {
            Row("log", entry.Council, entry.Receivable, CodedWords.Of(Codes.Balance, entry.What), entry.IsLate ? "late" : null, entry.BalanceGbp, entry.IncomeGbp, null,
                entry.At.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), $"{entry.By}. {entry.Remark}".TrimEnd());
        }

        foreach (var milestone in pack.Timetable)
        {
            Row("milestone", "", "", milestone.What, null, null, null, null, Day(milestone.Day), null);
        }

        foreach (var signature in answer.Signatures)
        {
            Row("signature", signature.Council, "", $"version {signature.Version}", null, null, null, null,
                signature.SignedAt.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), signature.SignedBy);
        }

        csv.Flush();
        return text.ToString();
    }

    // A number below nil starts with a minus and is no formula.
    private static void WriteRow(CsvWriter csv, IEnumerable<string?> fields)
    {
        foreach (var field in fields)
        {
            csv.WriteField(field is null || decimal.TryParse(field, NumberStyles.Number, CultureInfo.InvariantCulture, out _)
                ? field : InvoiceCsv.Words(field));
        }

        csv.NextRecord();
    }

    private static string? Pounds(decimal? gbp) => gbp?.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
