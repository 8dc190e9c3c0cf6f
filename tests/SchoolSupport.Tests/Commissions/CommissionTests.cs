using System.Globalization;
using SchoolSupport.Authorities;
using SchoolSupport.Catalogue;
using SchoolSupport.Commissions;
using SchoolSupport.Schools;

namespace SchoolSupport.Tests.Commissions;

/// <summary>The rules of a commission, without a server.</summary>
public sealed class CommissionTests
{
    private const string Adviser = "First school adviser, HCC";

    private static readonly DateOnly April19 = new(2023, 4, 19);
    private static readonly DateOnly May9 = new(2023, 5, 9);

    [Fact]
    public void Proposal_ForTheIslandsMaintainedSchool_IsFine() => Refuse().ShouldBeNull();

    [Fact]
    public void Proposal_OutsideTheAuthority_IsRefused() =>
        Refuse(term: new DateRange(April19, new DateOnly(2023, 7, 1))).ShouldBe("no-authority");

    [Fact]
    public void Proposal_UnderAnAgreementOfOthers_IsRefused() => Refuse(provider: "SCC").ShouldBe("not-a-party");

    [Fact]
    public void Proposal_ForAnAcademyPaidByTheCouncil_IsRefused() => Refuse(school: Academy).ShouldBe("wrong-funder");

    [Fact]
    public void Proposal_ForAnAcademyPaidByItsTrust_IsFine() => Refuse(school: Academy, funder: Funder.Trust, council: null).ShouldBeNull();

    [Fact]
    public void Proposal_PaidByTheProviderItself_IsRefused() => Refuse(council: "HCC").ShouldBe("wrong-funding-council");

    [Fact]
    public void Proposal_PaidByTheSchoolButNamingACouncil_IsRefused() => Refuse(funder: Funder.School).ShouldBe("wrong-funding-council");

    [Fact]
    public void Proposal_WithoutARate_IsRefused() => Refuse(rated: false).ShouldBe("no-rate");

    [Fact]
    public void Proposal_ThatOutlivesTheSchool_IsRefusedAndNeverMovesToTheSuccessor() =>
        Refuse(school: Carisbrooke(closes: new DateOnly(2023, 5, 31))).ShouldBe("school-closes");

    [Fact]
    public void Proposal_ForASchoolThatWasNotOpenYet_IsRefused() =>
        Refuse(school: Carisbrooke(opens: new DateOnly(2023, 4, 20))).ShouldBe("school-not-open");

    [Fact]
    public void Adviser_WithAConflictOfInterest_IsRefused() =>
        Proposed().Declare(Declared("Second adviser", hasConflict: true)).ShouldNotBeNull().Code.ShouldBe("conflict-of-interest");

    [Fact]
    public void Acceptance_OfBoth_MakesItAgreed()
    {
        var commission = Proposed();

        commission.AcceptForSchool("Governors", Authority()).ShouldBeNull();
        commission.Status.ShouldBe(CommissionStatus.Proposed);
        commission.AcceptForSchool("Governors again", Authority()).ShouldNotBeNull().Code.ShouldBe("accepted-already");
        commission.AcceptForFunder(new KeyHolder("IWC", "iwc.budget"), "Budget holder", Authority()).ShouldBeNull();

        commission.Status.ShouldBe(CommissionStatus.Agreed);
    }

    [Fact]
    public void Acceptance_AfterTheAuthorityWasCutShort_IsRefused() =>
        Proposed().AcceptForSchool("Governors", Authority(new DateOnly(2023, 5, 31))).ShouldNotBeNull().Code.ShouldBe("no-authority");

    [Theory]
    [InlineData("2023-04-14", "outside-the-term")]
    [InlineData("2023-07-03", "outside-the-term")]
    [InlineData("2023-04-22", "not-a-working-day")]
    [InlineData("2023-05-01", "not-a-working-day")]
    [InlineData("2023-05-08", "not-a-working-day")]
    public void Visit_OnADayThatIsNone_IsRefused(string day, string code) =>
        Agreed().Log(Visit(DateOnly.Parse(day, CultureInfo.InvariantCulture)), Authority()).ShouldNotBeNull().Code.ShouldBe(code);

    [Fact]
    public void Visit_AfterTheAuthorityEnded_IsRefused() =>
        Agreed().Log(Visit(new DateOnly(2023, 6, 1)), Authority(new DateOnly(2023, 5, 31))).ShouldNotBeNull().Code.ShouldBe("no-authority");

    [Fact]
    public void Visit_ByAnAdviserWhoHasNotDeclared_IsRefused() =>
        Agreed().Log(Visit(April19, adviser: "Nobody we know"), Authority()).ShouldNotBeNull().Code.ShouldBe("no-declaration");

    [Fact]
    public void Visits_UseTheDaysDownToNothingAndNotBelow()
    {
        var commission = Agreed(days: 1.5m);

        commission.Log(Visit(April19), Authority()).ShouldBeNull();
        commission.Log(Visit(April19.AddDays(1)), Authority()).ShouldNotBeNull().Sentence
            .ShouldBe("COM-2023-0001 has 0.5 of 1.5 days left; the visit needs 1.0.");
        commission.Log(Visit(April19.AddDays(1), 0.5m), Authority()).ShouldBeNull();

        (commission.DaysUsed, commission.DaysRemaining).ShouldBe((1.5m, 0m));
        commission.Log(Visit(April19.AddDays(5), 0.5m), Authority()).ShouldNotBeNull().Code.ShouldBe("no-days-left");
    }

    [Fact]
    public void Evidence_IsTakenOnce()
    {
        var (commission, visit) = Visited();

        commission.Evidence(visit, Note('a'), May9, Authority()).ShouldBeNull();
        commission.Evidence(visit, Note('b'), May9, Authority()).ShouldNotBeNull().Code.ShouldBe("evidenced-already");
        visit.EvidenceSha256.ShouldBe(Note('a'));
    }

    [Fact]
    public void Evidence_BeforeTheVisit_IsRefused()
    {
        var (commission, visit) = Visited();

        commission.Evidence(visit, Note('a'), April19.AddDays(-1), Authority()).ShouldNotBeNull().Code.ShouldBe("not-yet-made");
        commission.Evidence(visit, Note('a'), April19, Authority()).ShouldBeNull();
    }

    [Fact]
    public void Pause_MeansThatItsDaysAreNotEvidenced()
    {
        var (commission, before) = Visited();
        var during = Visit(April19.AddDays(1));
        commission.Log(during, Authority()).ShouldBeNull();

        commission.Pause("HCC", during.Day, "The school is closed by flooding.").ShouldBeNull();

        commission.Evidence(during, Note('a'), May9, Authority()).ShouldNotBeNull().Code.ShouldBe("paused-or-stopped");
        commission.Evidence(before, Note('b'), May9, Authority()).ShouldBeNull();
    }

    [Fact]
    public void Pause_FromBeforeAnEvidencedDay_IsRefused()
    {
        var (commission, visit) = Visited();
        commission.Evidence(visit, Note('a'), May9, Authority()).ShouldBeNull();

        commission.Pause("HCC", April19, "Too late for that.").ShouldNotBeNull().Code.ShouldBe("evidenced-later");
        commission.Stop(April19.AddDays(-1), "Too late for that.").ShouldNotBeNull().Code.ShouldBe("evidenced-later");
        commission.Pause("HCC", April19.AddDays(1), "From the day after.").ShouldBeNull();
    }

    [Fact]
    public void Resume_LetsVisitsGoOnFromItsDay()
    {
        var commission = Agreed();
        commission.Pause("HCC", April19, "The head of department is away.").ShouldBeNull();

        commission.Resume("HCC", April19).ShouldNotBeNull().Code.ShouldBe("resumes-too-early");
        commission.Resume("HCC", new DateOnly(2023, 5, 2)).ShouldBeNull();

        commission.Status.ShouldBe(CommissionStatus.Agreed);
        commission.Log(Visit(new DateOnly(2023, 4, 28)), Authority()).ShouldNotBeNull().Code.ShouldBe("paused-that-day");
        commission.Log(Visit(new DateOnly(2023, 5, 2)), Authority()).ShouldBeNull();
        commission.Pause("HCC", new DateOnly(2023, 4, 28), "Before the last one.").ShouldNotBeNull().Code.ShouldBe("pause-out-of-order");
    }

    [Fact]
    public void Stop_MeansThatLaterDaysAreNotEvidenced()
    {
        var (commission, before) = Visited();
        var after = Visit(April19.AddDays(1));
        commission.Log(after, Authority()).ShouldBeNull();

        commission.Stop(April19, "The plan has changed.").ShouldBeNull();

        commission.Evidence(after, Note('a'), May9, Authority()).ShouldNotBeNull().Code.ShouldBe("paused-or-stopped");
        commission.Evidence(before, Note('b'), May9, Authority()).ShouldBeNull();
    }

    [Fact]
    public void Complete_WithAVisitThatHasNoNote_IsRefused()
    {
        var (commission, visit) = Visited();

        commission.Complete().ShouldNotBeNull().Code.ShouldBe("visit-without-note");
        commission.Evidence(visit, Note('a'), May9, Authority()).ShouldBeNull();
        commission.Complete().ShouldBeNull();
    }

    internal static Authority Authority(DateOnly? lastDay = null) => new()
    {
        AgreementReference = "SP-2018",
        Title = "Strategic partnership",
        Provider = "HCC",
        Recipient = "IWC",
        FirstDay = new DateOnly(2018, 7, 1),
        LastDay = lastDay ?? new DateOnly(2023, 6, 30),
        Parties = ["HCC", "IWC"],
    };

    internal static Commission Proposed(decimal days = 6)
    {
        var commission = new Commission
        {
            Reference = "COM-2023-0001",
            AgreementReference = "SP-2018",
            Urn = "136012",
            SchoolName = "Carisbrooke College",
            ProviderCouncil = "HCC",
            Funder = Funder.Council,
            FundingCouncil = "IWC",
            Parties = ["HCC", "IWC"],
            Service = "school-improvement",
            DayRateGbp = 520m,
            Purpose = "Raise attainment in mathematics.",
            ProposedBy = "hcc.school",
            FirstDay = new DateOnly(2023, 4, 17),
            LastDay = new DateOnly(2023, 6, 30),
            DaysBought = days,
        };
        commission.Declare(Declared(Adviser, hasConflict: false)).ShouldBeNull();
        return commission;
    }

    internal static Commission Agreed(decimal days = 6)
    {
        var commission = Proposed(days);
        commission.AcceptForSchool("Governors", Authority()).ShouldBeNull();
        commission.AcceptForFunder(new KeyHolder("IWC", "iwc.budget"), "Budget holder", Authority()).ShouldBeNull();
        return commission;
    }

    internal static Visit Visit(DateOnly day, decimal days = 1, string adviser = Adviser) => new()
    {
        Reference = $"V-2023-{day.DayNumber}",
        CommissionReference = "COM-2023-0001",
        Parties = ["HCC", "IWC"],
        Day = day,
        Days = days,
        Adviser = adviser,
        Purpose = "Lesson visits.",
    };

    internal static string Note(char digit) => new(digit, 64);

    private static (Commission Commission, Visit Visit) Visited()
    {
        var commission = Agreed();
        var visit = Visit(April19);
        commission.Log(visit, Authority()).ShouldBeNull();
        return (commission, visit);
    }

    private static string? Refuse(
        School? school = null,
        string provider = "HCC",
        Funder funder = Funder.Council,
        string? council = "IWC",
        DateRange? term = null,
        bool rated = true) =>
        Commission.RefuseProposal(
            Authority(),
            school ?? Carisbrooke(),
            rated ? new CatalogueRate { Council = "HCC", Service = "s", Name = "S", DayRateGbp = 520m, EffectiveFrom = April19 } : null,
            provider,
            funder,
            council,
            term ?? new DateRange(April19, new DateOnly(2023, 6, 30)))?.Code;

    private static School Academy => new()
    {
        Urn = "140845",
        Name = "Cowes",
        LaCode = "921",
        TypeCode = "28",
        TypeGroupCode = "10",
        TypeGroupName = "Academies",
        Status = "Open",
    };

    private static School Carisbrooke(DateOnly? opens = null, DateOnly? closes = null) => new()
    {
        Urn = "136012",
        Name = "Carisbrooke College",
        LaCode = "921",
        TypeCode = "5",
        TypeGroupCode = "4",
        Status = "Open",
        OpenedOn = opens ?? new DateOnly(2011, 9, 1),
        ClosedOn = closes ?? new DateOnly(2023, 9, 30),
    };

    private static Declaration Declared(string adviser, bool hasConflict) => new()
    {
        CommissionReference = "COM-2023-0001",
        Parties = ["HCC", "IWC"],
        Adviser = adviser,
        DeclaredOn = April19,
        HasConflict = hasConflict,
        Statement = "No governor, relative or former post there.",
    };
}
