using System.Globalization;
using System.Text.Json.Nodes;

namespace Demonstration.Story;

/// <summary>April 2023 from the run to the reconciled ledgers, as the finance officers and the ERPs live it.</summary>
internal sealed class April(Office hampshireOffice, Office isleOfWightOffice, Services services)
{
    private const string Period = "2023/24-P01";
    private const string May = "2023/24-P02";

    public Task<string> IssueStatementAsync() => Months.IssueAsync(hampshireOffice, isleOfWightOffice, Period);

    /// <summary>Each council marks what it pays: all agreed but one line, which the Isle of Wight disputes in part.</summary>
    public async Task MarkLinesAsync(string number)
    {
        var disputed = await LineOfAsync(number, Secondees.F);
        var amount = disputed["amountGbp"]!.GetValue<decimal>();
        await isleOfWightOffice.Finance.PostAsync($"recharging/v1/statements/{number}/lines/{disputed["reference"]}/dispute", new
        {
            reason = "rate",
            disputedGbp = 250.00m,
            proposedGbp = amount - 250.00m,
            explanation = "We think that the point of this post is two below the one charged.",
        });
        await isleOfWightOffice.Finance.PostAsync($"recharging/v1/statements/{number}/agreements", new { all = true });
        await hampshireOffice.Finance.PostAsync($"recharging/v1/statements/{number}/agreements", new { all = true });
    }

    /// <summary>Agreed lines become one journal per council and direction.</summary>
    public async Task SettleAsync(string number) =>
        await hampshireOffice.Finance.PostAsync($"recharging/v1/statements/{number}/settlement", new { });

    /// <summary>Each ERP collects, books and acknowledges its journals; the Isle of Wight's first comes back and is recoded.</summary>
    public async Task BookJournalsAsync(Erp hampshire, Erp isleOfWight)
    {
        var first = (await JournalsAsync(isleOfWightOffice))[0];
        var wrong = LedgerLine.Read(await isleOfWightOffice.Erp.GetCsvAsync($"recharging/v1/journals/{first}"))
            .First(line => line.CostCentre == CostCentres.ClosedAtIsleOfWight);
        await AcknowledgeAsync(isleOfWightOffice, first, "rejected", documentNumber: null,
            $"Cost centre {wrong.CostCentre} is not known.", wrong.LineNo);
        await RecodeAsync(first, wrong.CostCentre);

        foreach (var (office, erp, firstDocument) in new[] { (hampshireOffice, hampshire, 1900004701), (isleOfWightOffice, isleOfWight, 5100000301) })
        {
            var document = firstDocument;
            foreach (var journal in await JournalsAsync(office))
            {
                erp.Book(LedgerLine.Read(await office.Erp.GetCsvAsync($"recharging/v1/journals/{journal}")));
                var number_ = (document++).ToString(CultureInfo.InvariantCulture);
                foreach (var stage in new[] { "received", "validated", "accepted", "posted" })
                {
                    await AcknowledgeAsync(office, journal, stage, stage == "posted" ? number_ : null, reason: null, lineNo: null);
                }
            }
        }
    }

    /// <summary>The differences between the two ledgers that an officer has to find every month.</summary>
    public async Task PlantDifferencesAsync(string number, Erp hampshire, Erp isleOfWight)
    {
        async Task<string> Reference(string subject) => (await LineOfAsync(number, subject))["reference"]!.GetValue<string>();

        isleOfWight.Omit(await Reference("support-services"));
        isleOfWight.Postpone(await Reference(Secondees.B), "5100000399", May, "2023-05-04");
        isleOfWight.PayInTwoParts(await Reference(Secondees.C), leftOpen: 1000.00m);
        isleOfWight.MistypeAPenny(await Reference(Secondees.D));
        isleOfWight.UseCostCentre(await Reference(Secondees.E), CostCentres.AnotherAtIsleOfWight);
        isleOfWight.UseVatCode(await Reference(Commissions.Carisbrooke), "VX");
        hampshire.BookTwice(await Reference("shared-management"), "1900004799");
        var reference = await Reference(Secondees.A);
        hampshire.MistypeReference(reference, reference.Replace("2324P", "2342P", StringComparison.Ordinal));
        hampshire.BookByHand("1900004800", "CN", Period, "2023-04-28", "Credit note school support",
            (Accounts.ReceivableAtHampshire, "IWC"), (Accounts.SchoolSupportIncomeAtHampshire, CostCentres.SchoolImprovementAtHampshire), -120.00m);

        hampshire.BookByHand("1900000001", "OB", Period, "2023-04-01", "Opening balance from 2022/23",
            (Accounts.ReceivableAtHampshire, "IWC"), (Accounts.BroughtForwardAtHampshire, ""), 52310.45m);
        isleOfWight.BookByHand("5100000001", "OB", Period, "2023-04-01", "Opening balance from 2022/23",
            (Accounts.PayableAtIsleOfWight, "HCC"), (Accounts.BroughtForwardAtIsleOfWight, ""), -51810.45m);
        BookOtherPeoplesLines(hampshire);
    }

    public async Task SendLedgersAsync(Erp hampshire, Erp isleOfWight)
    {
        foreach (var (office, erp, partner) in new[] { (hampshireOffice, hampshire, "IWC"), (isleOfWightOffice, isleOfWight, "HCC") })
        {
            var batch = BatchOf(office.Council);
            var (status, answer, _) = await office.Erp.TryAsync(HttpMethod.Post, "recharging/v1/ledger-batches", erp.MonthsFile(batch), batch);
            if (status is not (200 or 201))
            {
                throw new InvalidOperationException($"{erp}'s ledger was not taken ({status}): {answer?.ToJsonString()}");
            }

            await office.Erp.PostAsync("recharging/v1/control-balances", erp.ControlBalances(partner, Period));
        }
    }

    public async Task ReconcileAsync(string number) =>
        await hampshireOffice.Finance.PostAsync($"recharging/v1/statements/{number}/reconciliation", new { });

    /// <summary>What an ERP may count on: a batch sent again, a key used twice, a wrong total, somebody else's data.</summary>
    public async Task ProveTheDoorAsync(Erp hampshire)
    {
        var erp = hampshireOffice.Erp;
        var batch = BatchOf("HCC");
        var file = hampshire.MonthsFile(batch);
        const string Path = "recharging/v1/ledger-batches";

        var first = await erp.GetAsync($"{Path}/{batch}");
        var again = await erp.TryAsync(HttpMethod.Post, Path, file, batch);
        Expect(again.Status is 200 or 201 && again.Replayed, "A batch sent again gets the first answer.", again.Body);
        Expect(JsonNode.DeepEquals(first, await erp.GetAsync($"{Path}/{batch}")), "A batch sent again changes nothing.", first);

        var other = await erp.TryAsync(HttpMethod.Post, Path, file.WithAnotherBody(), batch);
        Expect(other.Status == 422, "The same key with another body is refused with 422.", other.Body);

        var wrong = await erp.TryAsync(HttpMethod.Post, Path, hampshire.MonthsFile(batch + "-X").WithWrongTotal(), batch + "-X");
        Expect(
            wrong.Status == 409 && wrong.Body!["detail"]!.GetValue<string>().Contains("debit", StringComparison.OrdinalIgnoreCase),
            "A wrong control total refuses the batch and says so.",
            wrong.Body);

        var foreign = await erp.TryAsync(HttpMethod.Get, $"{Path}/{BatchOf("IWC")}", content: null);
        Expect(foreign.Status == 404, "Hampshire's client asking for the Isle of Wight's batch gets 404.", foreign.Body);
    }

    private static void Expect(bool holds, string promise, JsonNode? found)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"{promise} It did not: {found?.ToJsonString()}");
        }
    }

    // Residents, suppliers and other councils: 1,000 documents of two lines, the same on every play.
    private static void BookOtherPeoplesLines(Erp hampshire)
    {
        for (var number = 0; number < 1000; number++)
        {
            var document = (1900100000 + number).ToString(CultureInfo.InvariantCulture);
            var day = new DateOnly(2023, 4, 3).AddDays(number % 26).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            hampshire.BookByHand(document, "DR", Period, day, $"Services to customer {number % 137 + 1}",
                (Accounts.ReceivableAtHampshire, $"C{number % 137 + 1:0000}"), (Accounts.OtherIncomeAtHampshire, CostCentres.SchoolImprovementAtHampshire),
                40.00m + number * 7919 % 250_000 / 100m);
        }
    }

    private static string BatchOf(string council) => $"{council}-GL-2023-04";

    private async Task<JsonNode> LineOfAsync(string number, string subject)
    {
        var statement = await services.StatementAsync(number);
        return statement["lines"]!.AsArray().Single(line => line!["subject"]!.GetValue<string>() == subject)!;
    }

    private static async Task<IReadOnlyList<string>> JournalsAsync(Office office) =>
        [.. (await office.Erp.GetAsync("recharging/v1/journals?state=pending")).AsArray().Select(journal => journal!["reference"]!.GetValue<string>())];

    private static async Task AcknowledgeAsync(Office office, string journal, string stage, string? documentNumber, string? reason, int? lineNo) =>
        await office.Erp.PostAsync($"recharging/v1/journals/{journal}/acknowledgements", new { stage, documentNumber, reason, lineNo });

    private async Task RecodeAsync(string journal, string unknownCostCentre)
    {
        var lines = LedgerLine.Read(await isleOfWightOffice.Erp.GetCsvAsync($"recharging/v1/journals/{journal}"))
            .Where(line => line.CostCentre == unknownCostCentre)
            .Select(line => new { lineNo = line.LineNo, costCentre = CostCentres.SocialCareAtIsleOfWight });
        await isleOfWightOffice.Finance.PostAsync($"recharging/v1/journals/{journal}/recoding", new { lines });
    }
}
