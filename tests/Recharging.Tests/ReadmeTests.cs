using Microsoft.Extensions.DependencyInjection;
using Recharging.Agreeing;
using Recharging.Charging;
using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Engine.Lines;
using Recharging.Facts;
using Recharging.Matching;
using Recharging.Settling;
using Recharging.Tests.Engine;
using ServiceDefaults;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Tests;

/// <summary>The service's page says what the code does: its events, and every pair of state and action.</summary>
public sealed class ReadmeTests(AprilHost april) : IClassFixture<AprilHost>
{
    private static readonly string[] Page = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Recharging.README.md"));

    /// <summary>Governance's tests hold its clauses to the same table.</summary>
    [Fact]
    public void MatchRules_AreThoseOfTheTable_InItsOrder() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Matching.README.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1])
            .ShouldBe(MatchRules.InOrder.Select(rule => rule.Id()));

    [Fact]
    public void Events_AreThoseOfTheCode()
    {
        var map = april.Host.Services.GetRequiredService<EventMap<RechargingDb>>();

        Rows("## We tell").Select(row => row[0].Trim('`')).Order().ShouldBe(map.Published.Select(Name).Order());
        Rows("## We listen to").Select(row => row[0].Trim('`')).Order().ShouldBe(map.Consumed.Select(Name).Order());
    }

    [Fact]
    public void EveryRunState_AnswersEveryAction_AsThePageSays() =>
        Walk("Run", Enum.GetValues<RunState>(), ["calculate", "review", "issue", "abandon"],
        RunIn, (run, action) => action switch
        {
            "calculate" => run.Calculate("hash"),
            "review" => run.Review(new KeyHolder("IWC", "another"), "Another", ownCouncilMay: false),
            "issue" => run.Issue(new KeyHolder("IWC", "another"), "ST-2023-24-P01", "hash"),
            _ => run.Abandon("HCC"),
        }, run => run.State);

    [Fact]
    public void EveryRateLoadState_AnswersEveryAction_AsThePageSays() => Walk("Rate load", Enum.GetValues<RateLoadState>(),
        ["confirm", "reject", "withdraw"], RateLoadIn, DecideOn, load => load.State);

    [Fact]
    public void EveryStatementState_AnswersEveryAction_AsThePageSays() =>
        Walk("Statement", Enum.GetValues<StatementState>(), ["mark", "mark all", "mark all, nothing more to settle", "settle", "take back"],
        StatementIn, (statement, action) => action switch
        {
            "mark" => statement.Mark(everyLineIsMarked: false, leavesMoreToSettle: true),
            "mark all" => statement.Mark(everyLineIsMarked: true, leavesMoreToSettle: true),
            "mark all, nothing more to settle" => statement.Mark(everyLineIsMarked: true, leavesMoreToSettle: false),
            "take back" => statement.TakeBack(),
            _ => statement.Settle(),
        }, statement => statement.State);

    [Fact]
    public void EveryLineState_AnswersEveryAction_AsThePageSays()
    {
        var month = AsPosted.Of(Draft.Lines(RechargeEngine.Calculate(Given.April().Known, Given.Councils, April, April), [], April), April);
        StatementLine In(LineState state) => month.First(line => line.Payable == Money.Zero == (state is LineState.NotPayable));
        Walk("Line", Enum.GetValues<LineState>(), ["agree", "dispute", "dispute part", "give back", "give nothing back", "withdraw"],
            state => (Line: In(state), Marking: MarkedAs(state, In(state))), (marked, action) => Say(marked.Marking, marked.Line, action),
            marked => marked.Marking.StateOf(marked.Line));
    }

    [Fact]
    public void EveryDisputeState_AnswersEveryAction_AsThePageSays() => Walk("Dispute", Enum.GetValues<DisputeState>(),
        ["amend", "acknowledge", "review", "hand over", "accept", "answer", "confirm", "drop", "escalate", "close"], DisputeIn, (dispute, action) => action switch
        {
            "amend" => dispute.Amend(new DisputedPart("days", new Money(2), null, "Another day.")),
            "acknowledge" => dispute.Acknowledge(new DisputeOwner("Hannah", "hannah"), Given.Day("2023-05-10")),
            "review" => dispute.Review(Given.Day("2023-05-10")),
            "hand over" => dispute.HandOver(new DisputeOwner("Harriet", SignIn: null)),
            "accept" => dispute.Resolve(dispute.Amount, "You are right.", Given.Day("2023-05-10")),
            "answer" => dispute.Resolve(Money.Zero, "The extract says so.", Given.Day("2023-05-10")),
            "confirm" => dispute.Confirm(Given.Day("2023-05-10")),
            "drop" => dispute.Drop(Given.Day("2023-05-10")),
            "escalate" => dispute.Escalate("Nobody answers.", Given.Day("2023-05-10")),
            _ => dispute.Close("ST-2023-24-P01", Given.Day("2023-05-10")),
        }, dispute => dispute.State);

    [Fact]
    public void EveryDriverProposalState_AnswersEveryAction_AsThePageSays() => Walk("Driver proposal",
        Enum.GetValues<DriverProposalState>(), ["accept", "reject"], ProposalIn, (proposal, action) =>
            proposal.Decide(action == "accept", "Not a return of ours.", new KeyHolder("IWC", "sam"), "Sam", Given.Told), proposal => proposal.State);

    [Fact]
    public void EveryJournalState_AnswersEveryAction_AsThePageSays() => Walk("Journal", Enum.GetValues<JournalState>(),
        ["receive", "validate", "accept", "reject", "post", "reverse", "recode"], JournalIn, (journal, action) => action switch
        {
            "receive" => journal.Acknowledge(JournalState.Received, null, null),
            "validate" => journal.Acknowledge(JournalState.Validated, null, null),
            "accept" => journal.Acknowledge(JournalState.Accepted, null, null),
            "reject" => journal.Acknowledge(JournalState.Rejected, null, "Unknown cost centre"),
            "post" => journal.Acknowledge(JournalState.Posted, "19001", null),
            "reverse" => journal.Acknowledge(JournalState.Reversed, "19002", null, reverses: "19001"),
            _ => journal.Recode(),
        }, journal => journal.State);

    [Fact]
    public void EveryAccrualState_AnswersEveryAction_AsThePageSays() =>
        Walk("Accrual", Enum.GetValues<AccrualState>(), ["approve", "withdraw"], AccrualIn, (accrual, action) => action switch
        {
            "approve" => accrual.Approve(new KeyHolder("IWC", "sam"), "Sam", ownCouncilMay: false, Given.Told),
            _ => accrual.Withdraw("HCC", "Hannah", "Wrong month, sorry."),
        }, accrual => accrual.State);

    [Fact]
    public void EveryStanding_OfAnIssuedRun_IsTheStageOfTheFirstRowThatHolds()
    {
        var page = Rows("## How far an issued run has come");
        for (var flags = 0; flags < 32; flags++)
        {
            bool[] holds = [.. Enumerable.Range(0, 5).Select(bit => (flags & (1 << bit)) != 0)];
            var row = page.First(row => row.Skip(1).Zip(holds).All(cell => cell.First.Length == 0 || cell.Second));
            RunStages.Of(holds[0], holds[1], holds[2], holds[3], holds[4]).ToString().ShouldBe(row[0], string.Join(' ', holds));
        }
    }

    private static AccountingPeriod April => Given.Period("2023/24-P01");

    private static void Walk<TThing, TState>(
        string thing, IEnumerable<TState> states, string[] actions, Func<TState, TThing> arrange, Func<TThing, string, Refusal?> act,
        Func<TThing, TState> state)
        where TState : struct, Enum
    {
        var page = Rows("## States and who moves them").Where(row => row[0] == thing).ToDictionary(row => (row[1], row[2]), row => row[3]);
        foreach (var (from, action) in states.SelectMany(from => actions.Select(action => (from, action))))
        {
            var it = arrange(from);
            var refusal = act(it, action);
            var becomes = page.GetValueOrDefault((from.ToString(), action));
            (refusal is null ? state(it).ToString() : null).ShouldBe(becomes, $"{thing} {from}, {action}");
            state(it).ToString().ShouldBe(becomes ?? from.ToString(), $"{thing} {from}, {action}");
        }
    }

    private static Run RunIn(RunState state)
    {
        var run = new Run
        {
            Period = April, Parties = ["HCC", "IWC"], PreparerCouncil = "HCC", Preparer = "hannah", PreparerName = "Hannah",
                OpenedAt = Given.Told,
            FirstServicePeriod = April, FactNumber = 1, IsFinalAccount = false,
        };
        if (state is RunState.Abandoned)
        {
            run.Abandon("HCC");
            return run;
        }

        Func<Refusal?>[] steps = [() => run.Calculate("hash"), () => run.Review(new KeyHolder("IWC", "sam"), "Sam", ownCouncilMay: false),
            () => run.Issue(new KeyHolder("IWC", "sam"), "ST-2023-24-P01", "hash")];
        foreach (var step in steps.Take((int)state))
        {
            step().ShouldBeNull();
        }

        return run;
    }

    private static Statement StatementIn(StatementState state)
    {
        var statement = new Statement
        {
            Number = "ST-2023-24-P01", Period = April, Parties = ["HCC", "IWC"], RunId = Guid.NewGuid(), AgreementReferences = ["SP-2018"],
            IssuedOn = Given.Day("2023-05-09"), IssuedAt = Given.Told, DueOn = null,
        };
        if (state is not StatementState.Issued)
        {
            statement.Mark(everyLineIsMarked: true, leavesMoreToSettle: true);
        }

        if (state is StatementState.Settled)
        {
            statement.Settle();
        }

        return statement;
    }

    private static Marking MarkedAs(LineState state, StatementLine line)
    {
        var marking = new Marking(StatementIn(StatementState.Issued), new() { [line.Reference] = line }, [],
            new Caller("https://iwc", line.Payer, "ivan", "Ivan", null, new HashSet<string>(), new HashSet<string>()), Given.Told);
        _ = state switch
        {
            LineState.Agreed => Say(marking, line, "agree"),
            LineState.Disputed => Say(marking, line, "dispute"),
            LineState.PartDisputed => Say(marking, line, "dispute part"),
            LineState.CreditAgreed => Say(marking, line, "dispute") ?? Say(marking, line, "give back"),
            LineState.Withdrawn => Say(marking, line, "withdraw"),
            _ => null,
        };
        marking.StateOf(line).ShouldBe(state);
        return marking;
    }

    private static Refusal? Say(Marking marking, StatementLine line, string action) => action switch
    {
        "agree" => marking.Agree(line),
        "withdraw" => marking.Withdraw(line),
        "give back" => marking.Resolve(line, new Money(1)),
        "give nothing back" => marking.Resolve(line, Money.Zero),
        "dispute" => marking.Dispute(line, new DisputedPart("rate", line.Amount, null, "Not ours.")),
        _ => marking.Dispute(line, new DisputedPart("rate", new Money(1), null, "A penny.")),
    };

    private static Dispute DisputeIn(DisputeState state)
    {
        var today = Given.Day("2023-05-10");
        var dispute = new Dispute
        {
            Reference = "DP2324P01-001", LineReference = "ST2324P01-001", StatementNumber = "ST-2023-24-P01", Parties = ["HCC", "IWC"],
            AgreementReference = "SP-2018", Payee = "HCC", Payer = "IWC", Reason = "rate", Amount = new Money(1), Proposed = null,
            Explanation = "A penny.", RaisedBy = "Ivan", RaisedOn = today, RaisedAt = Given.Told, Owner = "Hannah", OwnerSignIn = "hannah",
            AcknowledgeBy = today, ResolveBy = today, ClockBasis = "",
        };
        _ = state switch
        {
            DisputeState.Acknowledged => dispute.Acknowledge(new DisputeOwner("Hannah", "hannah"), today),
            DisputeState.UnderReview => dispute.Resolve(Money.Zero, "The extract says so.", today),
            DisputeState.Escalated => dispute.Resolve(Money.Zero, "The extract says so.", today) ?? dispute.Escalate("It does not.", today),
            DisputeState.ResolvedCredit => dispute.Resolve(dispute.Amount, "You are right.", today),
            DisputeState.ResolvedAgreed => dispute.Drop(today),
            DisputeState.Closed => dispute.Drop(today) ?? dispute.Close("ST-2023-24-P01", today),
            _ => null,
        };
        dispute.State.ShouldBe(state);
        return dispute;
    }

    private static DriverProposal ProposalIn(DriverProposalState state)
    {
        var proposal = new DriverProposal
        {
            AgreementReference = "SP-2018", Parties = ["HCC", "IWC"], Council = "HCC", LoadedBy = "hannah", LoadedByName = "Hannah",
            LoadedAt = Given.Told, Rows = [], WouldBe = [], FactNumber = 1,
        };
        if (state is not DriverProposalState.Pending)
        {
            proposal.Decide(state is DriverProposalState.Accepted, "Counted twice.", new KeyHolder("IWC", "sam"), "Sam", Given.Told).ShouldBeNull();
        }

        return proposal;
    }

    private static Journal JournalIn(JournalState state)
    {
        var journal = new Journal
        {
            Reference = "JN2324P01-HCC-R", Council = "HCC", Partner = "IWC", StatementNumber = "ST-2023-24-P01", Period = April,
            Direction = "receivable", DocumentDate = Given.Day("2023-05-09"), PostingDate = Given.Day("2023-04-30"),
        };
        if (state is not JournalState.Pending)
        {
            var first = state is JournalState.Reversed ? JournalState.Posted : state;
            journal.Acknowledge(first, "19001", "Unknown cost centre").ShouldBeNull();
        }

        if (state is JournalState.Reversed)
        {
            journal.Acknowledge(state, "19002", null, reverses: "19001").ShouldBeNull();
        }

        return journal;
    }

    private static Accrual AccrualIn(AccrualState state)
    {
        var accrual = new Accrual
        {
            Number = "AC2324P01-1", Period = April, ReversesIn = April.Next, Parties = ["HCC", "IWC"], FactNumber = 1,
            IncludesOffered = false, Minimum = Money.Zero, PreparerCouncil = "HCC", Preparer = "hannah", PreparerName = "Hannah",
            PreparedAt = Given.Told,
        };
        _ = state switch
        {
            AccrualState.Approved => accrual.Approve(new KeyHolder("IWC", "sam"), "Sam", ownCouncilMay: false, Given.Told),
            AccrualState.Withdrawn => accrual.Withdraw("HCC", "Hannah", "Wrong month, sorry."),
            _ => null,
        };
        accrual.State.ShouldBe(state);
        return accrual;
    }

    private static List<string[]> Rows(string heading) =>
    [
        .. Page.SkipWhile(line => line != heading).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith('|')).Skip(2)
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)),
    ];

    private static string Name(string type) => type.Split('.')[^1];

    private static RateLoad RateLoadIn(RateLoadState state)
    {
        var load = new RateLoad
        {
            Table = "spine", Council = "HCC", LoadedBy = "hannah", LoadedByName = "Hannah", LoadedAt = Given.Told, Rows = [],
        };
        var refusal = state switch
        {
            RateLoadState.Confirmed => DecideOn(load, "confirm"),
            RateLoadState.Rejected => DecideOn(load, "reject"),
            RateLoadState.Withdrawn => DecideOn(load, "withdraw"),
            _ => null,
        };
        refusal.ShouldBeNull();
        return load;
    }

    private static Refusal? DecideOn(RateLoad load, string action) => action switch
    {
        "confirm" => load.Confirm(new KeyHolder("IWC", "ivan"), "Ivan", Given.Told),
        "reject" => load.Reject(new KeyHolder("IWC", "ivan"), "Ivan", "Not our circular.", Given.Told),
        _ => load.Withdraw(new KeyHolder("HCC", "harriet"), "Harriet", "Loaded twice.", Given.Told),
    };
}
