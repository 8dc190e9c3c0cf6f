using System.Globalization;
using Recharging.Ledgers;
using ServiceDefaults.Files;
using Values;

namespace Recharging.Settling;

/// <summary>A journal in the flat form that all four ERPs take: one row per line, every row with its document's header.</summary>
public static class CanonicalCsv
{
    public const string SourceSystem = "SHARED-SERVICES";

    public static string Write(Journal journal, IReadOnlyList<JournalLine> lines, JournalCodes codes) =>
        CsvTable.ForPrograms(LedgerColumns.Required, lines.Select(line => Row(journal, line, codes)));

    /// <summary>A line's canonical texts, indexed by <see cref="LedgerColumn"/>, of the columns that we write.</summary>
    public static IReadOnlyList<string> Row(Journal journal, JournalLine line, JournalCodes codes) =>
    [
        journal.BatchId, SourceSystem, codes.Entity, codes.DocumentType, journal.Reference, line.LineNo.ToString(CultureInfo.InvariantCulture),
        Day(journal.DocumentDate), Day(journal.PostingDate), journal.Period.ToString(), line.Account, line.CostCentre ?? "",
        line.PurchaseOrder ?? "", line.Partner is null ? "" : codes.Partner, Amount(line.Debit), Amount(line.Credit), "GBP", line.VatCode ?? "",
        Amount(line.VatAmount), line.Text,
        line.ExternalLineId,
    ];

    private static string Amount(Money amount) => amount.InPounds.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
