using MatchFiles;

namespace Recharging.Tests.Matching;

public sealed class MatchFilesTests : IDisposable
{
    private const string Header =
        "batch_id,source_system,entity,doc_type,doc_ref,line_no,doc_date,posting_date,period,account,cost_centre,project,partner,debit,credit,"
        + "currency,vat_code,vat_amount,text,external_line_id";

    private readonly string _folder = Directory.CreateTempSubdirectory("match-files-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ThreeFiles_GiveEveryMatchProposalAndLeftover_TheSameEachTime()
    {
        var arguments = Files(
            hcc: [Ledger("HCC", 1, "IWC", "100.00", "0.00", "A"), Ledger("HCC", 2, "IWC", "55.10", "0.00", "B"), Ledger("HCC", 9, "IWC", "9.99", "0.00", "")],
            iwc: [Ledger("IWC", 1, "HCC", "0.00", "100.00", "A"), Ledger("IWC", 2, "HCC", "0.00", "55.01", "B")],
            statement: [Ledger("HCC", 1, "IWC", "100.00", "0.00", "A"), Ledger("HCC", 2, "IWC", "55.10", "0.00", "B")]);

        var summary = await Run.OfAsync(arguments);

        var written = File.ReadAllLines(arguments.Out);
        written[0].ShouldBe("match_id,status,side,doc_ref,line_no,external_line_id,amount,reason,rule,score,margin,explanation,reasons");
        written.Skip(1).Select(line => string.Join(' ', line.Split(',')[..8])).ShouldBe(
        [
            "M0000001 matched statement D1 1 A 100.00 ", "M0000001 matched hcc D1 1 A 100.00 ", "M0000001 matched iwc D1 1 A -100.00 ",
            "M0000002 matched statement D2 1 B 55.10 amount", "M0000002 matched hcc D2 1 B 55.10 amount", "M0000002 matched iwc D2 1 B -55.01 amount",
            "U0000003 unmatched hcc D9 1  9.99 "
        ]);
        written[4].ShouldContain("IWC swapped two digits");
        summary.ShouldContain("£10.08");
        summary.ShouldContain("unexplained");
        (await Run.OfAsync(arguments)).ShouldBe(summary);
        File.ReadAllLines(arguments.Out).ShouldBe(written);
    }

    [Fact]
    public async Task OurOwnExportOfAStatement_IsTakenForItsCharges()
    {
        var arguments = Files(
            hcc: [Ledger("HCC", 1, "IWC", "120.00", "0.00", "ST2324P05-001")],
            iwc: [Ledger("IWC", 1, "HCC", "0.00", "100.00", "ST2324P05-001")],
            statement: []);
        string Row(string component, string amount) =>
            $"ST-2023-24-P05,ST2324P05-001,charge,,HCC,IWC,AG-1,Ryde School,support,2023/24-P04,Support day,{component},{amount}";
        File.WriteAllLines(arguments.Statement,
        [
            "statement,line_reference,entry,corrects,payee,payer,agreement,subject,service,service_period,description,component,amount_gbp",
            Row("fee", "100.00"), Row("vat", "20.00")
        ]);

        await Run.OfAsync(arguments);

        File.ReadAllLines(arguments.Out)[1].ShouldStartWith("M0000001,matched,statement,ST-2023-24-P05,ST2324P05-001,ST2324P05-001,120.00,vat,exactReference,");
    }

    [Fact]
    public async Task WholeBalancedDocuments_AreMatchedByTheirControlLines()
    {
        var arguments = Files(
            hcc: [Ledger("HCC", 1, "IWC", "100.00", "0.00", "A"), Ledger("HCC", 1, "", "0.00", "100.00", "A", lineNo: 2, account: "51000")],
            iwc: [Ledger("IWC", 1, "HCC", "0.00", "100.00", "A"), Ledger("IWC", 1, "", "100.00", "0.00", "A", lineNo: 2, account: "51000")],
            statement: [Ledger("HCC", 1, "IWC", "100.00", "0.00", "A")]);

        await Run.OfAsync(arguments);

        File.ReadAllLines(arguments.Out).Skip(1).Select(line => line.Split(',')[1]).ShouldBe(["matched", "matched", "matched"]);
    }

    [Fact]
    public async Task ALineOfAnotherPartner_IsLeftAlone_AndCodesSayWhoThePartnersAre()
    {
        var arguments = Files(
            hcc: [Ledger("1000", 1, "C-4711", "100.00", "0.00", "A"), Ledger("1000", 2, "C-9", "55.10", "0.00", "B")],
            iwc: [Ledger("2000", 1, "V-1", "0.00", "100.00", "A"), Ledger("2000", 3, "V-2", "0.00", "7.00", "")],
            statement: [Ledger("HCC", 1, "IWC", "100.00", "0.00", "A"), Ledger("HCC", 2, "IWC", "55.10", "0.00", "B")]);

        (await Should.ThrowAsync<FaultException>(() => Run.OfAsync(arguments))).Message.ShouldBe(
            $"{arguments.Hcc} names the partners C-4711, C-9, and nothing says which of them is the other council. Say --iwc-codes CODE.");
        await Run.OfAsync(arguments with { HccCodes = new HashSet<string> { "V-1" }, IwcCodes = new HashSet<string> { "C-4711" } });

        Written(arguments).ShouldBe(
        [
            "matched statement D1 1 A 100.00 ", "matched hcc D1 1 A 100.00 ", "matched iwc D1 1 A -100.00 ", "unmatched statement D2 1 B 55.10 "
        ], ignoreOrder: true);
        (await Should.ThrowAsync<FaultException>(() => Run.OfAsync(arguments with { IwcCodes = new HashSet<string> { "C-1" } }))).Message
            .ShouldContain("has no line of partner C-1, as --iwc-codes says");
    }

    [Fact]
    public async Task AThirdCouncilsLine_BesideTheOthers_IsNotMatched()
    {
        var arguments = Files(
            hcc: [Ledger("HCC", 1, "SCC", "100.00", "0.00", "A"), Ledger("HCC", 2, "IWC", "55.10", "0.00", "B")],
            iwc: [Ledger("IWC", 2, "HCC", "0.00", "55.10", "B")],
            statement: [Ledger("HCC", 1, "IWC", "100.00", "0.00", "A"), Ledger("HCC", 2, "IWC", "55.10", "0.00", "B")]);

        await Run.OfAsync(arguments);

        Written(arguments).ShouldContain("unmatched statement D1 1 A 100.00 ");
        Written(arguments).ShouldNotContain(line => line.Contains(" hcc D1 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnotherCurrency_IsRefused_WithTheLineThatHasIt()
    {
        var arguments = Files(
            hcc: [Ledger("HCC", 1, "IWC", "100.00", "0.00", "A").Replace(",GBP,", ",EUR,", StringComparison.Ordinal)],
            iwc: [Ledger("IWC", 1, "HCC", "0.00", "100.00", "A")],
            statement: [Ledger("HCC", 1, "IWC", "100.00", "0.00", "A")]);

        (await Should.ThrowAsync<FaultException>(() => Run.OfAsync(arguments))).Message
            .ShouldBe($"{arguments.Hcc}, line 2, column currency: 'EUR' is another currency: pounds are matched with pounds, so only GBP is taken.");
    }

    [Fact]
    public async Task AllReasonsOfALine_AreWritten_WorstFirst()
    {
        var arguments = Files(
            hcc: [Ledger("HCC", 1, "IWC", "100.00", "0.00", "A")],
            iwc: [Ledger("IWC", 1, "HCC", "0.00", "60.00", "A").Replace("2023-08-14,2023/24-P05", "2023-09-14,2023/24-P06", StringComparison.Ordinal)],
            statement: [Ledger("HCC", 1, "IWC", "100.00", "0.00", "A")]);

        await Run.OfAsync(arguments);

        File.ReadAllLines(arguments.Out)[1].ShouldEndWith(",timing part_payment");
        Written(arguments)[0].ShouldBe("matched statement D1 1 A 100.00 timing");
    }

    [Fact]
    public async Task NextMonthsReferences_WhereThisMonthsLinesAreMissing_AreNotMatched()
    {
        string Of(string entity, int document, int month, int number) => Ledger(
            entity, document, entity == "HCC" ? "IWC" : "HCC", entity == "HCC" ? "5301.26" : "0.00", entity == "HCC" ? "0.00" : "5301.26",
            $"ST2324P{month:00}-{number:000}").Replace("2023-08-14,2023/24-P05", $"2023-{month + 3:00}-28,2023/24-P{month:00}", StringComparison.Ordinal);
        var arguments = Files(
            hcc: [Of("HCC", 1, 2, 77), Of("HCC", 2, 3, 77)], iwc: [Of("IWC", 3, 3, 77)], statement: [Of("HCC", 1, 2, 77)]);

        await Run.OfAsync(arguments);

        Written(arguments).ShouldBe(
        [
            "matched statement D1 1 ST2324P02-077 5301.26 missing_at_payer", "matched hcc D1 1 ST2324P02-077 5301.26 missing_at_payer",
            "unmatched hcc D2 1 ST2324P03-077 5301.26 ", "unmatched iwc D3 1 ST2324P03-077 -5301.26 "
        ]);
    }

    [Fact]
    public async Task LastMonthsLine_PostedAgainThisMonth_IsLastMonthsDuplicate_AndThisMonthsIsUntouched()
    {
        var arguments = Files(
            hcc: [Ledger("HCC", 1, "IWC", "100.00", "0.00", "ST2324P05-013")],
            iwc: [Ledger("IWC", 1, "HCC", "0.00", "100.00", "ST2324P05-013"), Ledger("IWC", 9, "HCC", "0.00", "100.00", "ST2324P04-013")],
            statement: [Ledger("HCC", 1, "IWC", "100.00", "0.00", "ST2324P05-013")]);

        await Run.OfAsync(arguments);

        Written(arguments)[^1].ShouldBe("unmatched iwc D9 1 ST2324P04-013 -100.00 duplicate");
        File.ReadAllLines(arguments.Out)[^1].ShouldContain("'ST2324P04-013', a charge of another statement");
        Written(arguments)[0].ShouldBe("matched statement D1 1 ST2324P05-013 100.00 ");
    }

    [Theory]
    [InlineData("12,50", "line 2, column external_line_id: the row has 21 fields and the header 20.")]
    [InlineData("12.505", "line 2, column debit: '12.505' is not an amount such as 1234.56.")]
    [InlineData("much", "line 2, column debit: 'much' is not an amount such as 1234.56.")]
    public async Task AFileThatIsWrong_SaysWhere(string debit, string says)
    {
        var arguments = Files([Ledger("HCC", 1, "IWC", debit, "0.00", "A")], [Ledger("IWC", 1, "HCC", "0.00", "1.00", "A")], [Ledger("HCC", 1, "IWC", "1.00", "0.00", "A")]);

        (await Should.ThrowAsync<FaultException>(() => Run.OfAsync(arguments))).Message.ShouldBe($"{arguments.Hcc}, {says}");
        File.Exists(arguments.Out).ShouldBeFalse();
    }

    [Fact]
    public async Task AFileThatIsNotThere_AndAWordThatIsNotKnown_AreNamed()
    {
        (await Should.ThrowAsync<FaultException>(() => Run.OfAsync(new Arguments("no-hcc.csv", "no-iwc.csv", "no-statement.csv", "out.csv")))).Message.ShouldContain("no-statement.csv");
        Should.Throw<FaultException>(() => Arguments.Read(["--hcc", "a", "--colour", "red"])).Message.ShouldContain("--colour");
        Should.Throw<FaultException>(() => Arguments.Read(["--hcc", "a"])).Message.ShouldContain("--iwc");
        Should.Throw<FaultException>(() => Arguments.Read(["--hcc", "a", "--hcc", "b"])).Message.ShouldContain("twice");
        Should.Throw<FaultException>(() => Arguments.Read(
            ["--hcc", "a", "--iwc", "b", "--statement", "c", "--out", "d", "--hcc-codes", "X,Y", "--iwc-codes", "Y"])).Message.ShouldContain("both have 'Y'");
    }

    private static List<string> Written(Arguments arguments) =>
        [.. File.ReadAllLines(arguments.Out).Skip(1).Select(line => string.Join(' ', line.Split(',')[1..8]))];

    private Arguments Files(IReadOnlyList<string> hcc, IReadOnlyList<string> iwc, IReadOnlyList<string> statement)
    {
        string Write(string name, IReadOnlyList<string> rows)
        {
            var path = Path.Combine(_folder, name);
            File.WriteAllLines(path, [Header, .. rows]);
            return path;
        }

        return new Arguments(Write("hcc.csv", hcc), Write("iwc.csv", iwc), Write("statement.csv", statement), Path.Combine(_folder, "out.csv"));
    }

    private static string Ledger(
        string entity, int document, string partner, string debit, string credit, string quotes, int lineNo = 1, string account = "13100") =>
        $"B1,ERP,{entity},RC,D{document},{lineNo},2023-08-14,2023-08-14,2023/24-P05,{account},,,{partner},{debit},{credit},GBP,,,Support day {document},{quotes}";
}
