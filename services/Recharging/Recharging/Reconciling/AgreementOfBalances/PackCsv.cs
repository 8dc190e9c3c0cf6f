using ServiceDefaults.Files;

namespace Recharging.Reconciling;

/// <summary>A pack as a table: accounts, sides, items, log, timetable and signatures, each row saying which it is.</summary>
public static class PackCsv
{
    private static readonly string[] Columns =
        ["row", "quarter", "council", "other_council", "what", "reason", "amount_gbp", "other_amount_gbp", "difference_gbp", "on", "text"];

    public static string Write(ViewPack.Answer answer) => CsvTable.ForOfficers(Columns, Rows(answer));

    private static IEnumerable<IReadOnlyList<object?>> Rows(ViewPack.Answer answer)
    {
        var pack = answer.Pack;
        object?[] Row(string row, string council, string other, string what, string? reason, decimal? amount, decimal? otherAmount,
            decimal? difference, object? on, string? words) =>
            [row, pack.Quarter, council, other, what, reason, amount, otherAmount, difference, on, words];

        foreach (var account in pack.Accounts)
        {
            yield return Row("account", account.Council, "", account.Code, null, account.ClosingGbp, null, null, pack.LastDay, null);
        }

        foreach (var side in pack.Sides)
        {
            var of = side.Figures;
            yield return Row("side", of.Receivable, of.Payable, "balances", null, of.ReceivableGbp, of.PayableGbp, of.DifferenceGbp, null,
                CodedWords.Of(Codes.Balance, side.State));
            yield return Row("side", of.Receivable, of.Payable, "income", null, of.IncomeGbp, of.ExpenditureGbp, of.IncomeDifferenceGbp, null,
                CodedWords.Of(Codes.Balance, side.State));
            yield return Row("remains", of.Receivable, of.Payable, "balances", null, pack.HasBothBalances ? of.RemainsGbp : null, null, null, null,
                pack.HasBothBalances ? null : "Can't be agreed yet: both councils' balances are not in.");
        }

        foreach (var item in pack.Items)
        {
            yield return Row("item", item.Receivable, "", item.Of, CodedWords.Of(Codes.Difference, item.Reason), item.AmountGbp, null, null, null, item.Sentence);
        }

        foreach (var entry in pack.Log)
        {
            yield return Row("log", entry.Council, entry.Receivable, CodedWords.Of(Codes.Balance, entry.What), entry.IsLate ? "late" : null, entry.BalanceGbp, entry.IncomeGbp, null,
                entry.At, $"{entry.By}. {entry.Remark}".TrimEnd());
        }

        foreach (var milestone in pack.Timetable)
        {
            yield return Row("milestone", "", "", milestone.What, null, null, null, null, milestone.Day, null);
        }

        foreach (var signature in answer.Signatures)
        {
            yield return Row("signature", signature.Council, "", $"version {signature.Version}", null, null, null, null,
                signature.SignedAt, signature.SignedBy);
        }
    }
}
