using Microsoft.EntityFrameworkCore;
using Recharging.Ledgers;
using Recharging.Settling;
using Testing;
using Values;

namespace Recharging.Tests.Worklist;

/// <summary>
/// April agreed, settled and posted by both ERPs as the journals say, with a balance for each control account. Tests change what was
/// posted as the owner of the database can, and officers can't.
/// </summary>
public class AprilInBothLedgers(Servers servers) : AprilHost(servers)
{
    public const string Decisions = $"/statements/{Statement}/decisions";
    public const string Reconciliation = $"/statements/{Statement}/reconciliation";

    public static readonly AccountingPeriod April = AccountingPeriod.Parse("2023/24-P01");

    public HttpClient IwcDelegate => Host.Officer("IWC", "Sally Delegate", "s151-delegate");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Host.DeliverAsync("SP-2018/C6", 2, Given.AClause(
            "C6", "settlement", "2018-07-01", ("paymentTermsDays", "30"), ("autoToleranceGbp", "0.01"), ("acceptToleranceGbp", "1.00"),
            ("writeOffLimitGbp", "500.00"), ("matchWindowDays", "10")) with { Version = 2 });
        await IssueAsync();
        await PostAsync(Iwc, $"/statements/{Statement}/agreements", new { all = true });
        await PostAsync(Hcc, $"/statements/{Statement}/agreements", new { all = true });
        await PostAsync(Hcc, $"/statements/{Statement}/settlement");
        await Host.ReadAsync(async db =>
        {
            var journals = await db.Journals.ToDictionaryAsync(journal => journal.Reference);
            foreach (var line in await db.JournalLines.Where(line => line.Version == 1).ToListAsync())
            {
                db.Add(Posted(line, journals[line.JournalReference]));
            }

            foreach (var council in new[] { "HCC", "IWC" })
            {
                db.Add(BatchOf(council, "GL-2023-04", Given.Told));
            }

            return await db.SaveChangesAsync();
        });
        await SendBalancesAsync();
    }

    /// <summary>What each ERP now says of its control accounts: that the lines of the period are all there is.</summary>
    public async Task SendBalancesAsync(DateTimeOffset? at = null) => await Host.ReadAsync(async db =>
    {
        var control = (await ControlLinesAsync(db)).Where(line => line.Period == April)
            .GroupBy(line => (line.Council, line.Account, line.Partner));
        foreach (var account in control)
        {
            db.Add(new ControlBalance
            {
                Council = account.Key.Council,
                Account = account.Key.Account,
                Partner = account.Key.Partner!,
                Period = April,
                Opening = Money.Zero,
                Closing = account.Sum(line => line.Debit - line.Credit),
                SentBy = "ERP",
                SentAt = at ?? Given.Told
            });
        }

        return await db.SaveChangesAsync();
    });

    /// <summary>A line on a control account that belongs to no journal of ours.</summary>
    public Task PostLineAsync(string council, string docRef, decimal pounds, string? quotes = null, string batch = "GL-2023-04",
        string period = "2023/24-P01", string? text = null, DateOnly? day = null) => Host.ReadAsync(async db =>
    {
        var like = (await ControlLinesAsync(db)).First(line => line.Council == council && line.Debit - line.Credit > Money.Zero == pounds > 0);
        db.Add(new LedgerLine
        {
            Council = council, BatchId = batch, SourceSystem = "SAP", Entity = "1000", DocType = "GJ", DocRef = docRef, LineNo = 1,
            DocDate = day ?? new DateOnly(2023, 4, 12), PostingDate = day ?? new DateOnly(2023, 4, 12), Period = AccountingPeriod.Parse(period),
            Account = like.Account, Partner = like.Partner, Debit = Money.Pounds(Math.Max(pounds, 0)),
            Credit = Money.Pounds(Math.Max(-pounds, 0)), Currency = "GBP", Text = text ?? docRef, ExternalLineId = quotes
        });
        return await db.SaveChangesAsync();
    });

    /// <summary>The line on a control account that quotes this statement line.</summary>
    public Task<LedgerLine> PostedForAsync(string council, string statementLine) => Host.ReadAsync(async db =>
        (await ControlLinesAsync(db)).Single(line => line.Council == council && line.ExternalLineId == statementLine));

    public static async Task<List<LedgerLine>> ControlLinesAsync(RechargingDb db)
    {
        var control = await db.Accounts.Where(account => account.Kind == "control").Select(account => account.Council + account.Code)
            .ToListAsync();
        return (await db.Set<LedgerLine>().AsNoTracking().Where(line => line.Partner == "HCC" || line.Partner == "IWC").ToListAsync())
            .FindAll(line => control.Contains(line.Council + line.Account));
    }

    public static LedgerBatch BatchOf(string council, string batch, DateTimeOffset receivedAt) => new()
    {
        Council = council, SourceSystem = "SAP", BatchId = batch, ContentSha256 = new byte[32], Lines = 0, TotalDebitGbp = 0,
        TotalCreditGbp = 0, Accepted = 0, AlreadyHeld = 0, AcceptedDocuments = 0, RefusedDocuments = 0, RefusedLines = 0, Follows = null, Parts = [],
        ReceivedFrom = "ERP", ReceivedAt = receivedAt
    };

    private static LedgerLine Posted(JournalLine line, Journal journal) => new()
    {
        Council = line.Council, BatchId = "GL-2023-04", SourceSystem = "SAP", Entity = "1000",
        DocType = journal.Direction == "receivable" ? "RJ" : "PJ", DocRef = journal.Reference, LineNo = line.LineNo,
        DocDate = journal.DocumentDate, PostingDate = journal.PostingDate, Period = journal.Period, Account = line.Account,
        CostCentre = line.CostCentre, Partner = line.Partner, Debit = line.Debit, Credit = line.Credit, Currency = "GBP",
        VatCode = line.VatCode, VatAmount = line.VatAmount, Text = line.Text, ExternalLineId = line.ExternalLineId
    };
}
