using System.Text.RegularExpressions;
using SchoolSupport.Commissions;
using SchoolSupport.Tests.Commissions;
using ServiceDefaults.Messaging;

namespace SchoolSupport.Tests;

/// <summary>README.md says what the code does: every state and action, every event told and heard, every column read.</summary>
public sealed class ReadmeTests
{
    private static readonly DateOnly VisitDay = new(2023, 4, 19);
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "README.md"));

    public static TheoryData<CommissionStatus, string, string> Pairs
    {
        get
        {
            var table = Table("| state | accept |").ToList();
            var actions = table[0][1..];
            return new(table.Skip(1).SelectMany(row =>
                actions.Select((action, column) => (Enum.Parse<CommissionStatus>(row[0]), action, row[column + 1]))));
        }
    }

    [Fact]
    public void Table_NamesEveryState() =>
        Table("| state | accept |").Skip(1).Select(row => row[0]).ShouldBe(Enum.GetNames<CommissionStatus>(), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Action_InAState_DoesWhatTheTableSays(CommissionStatus state, string action, string expected)
    {
        var (commission, visit) = In(state);

        var refusal = Act(commission, visit, action);

        (refusal is null).ShouldBe(expected != "no", $"{action} in {state}: {refusal?.Sentence}");
        commission.Status.ToString().ShouldBe(expected is "no" or "yes" ? state.ToString() : expected);
    }

    [Fact]
    public void Events_AreThoseOfTheCode()
    {
        var events = new EventMap<SchoolSupportDb>();
        SchoolSupportEvents.Map(events);

        Table("| event | when |").Skip(1).Select(row => $"SchoolSupport.Contracts.{row[0]}").ShouldBe(events.Published, ignoreOrder: true);
        var heard = Table("| publisher | event |").Skip(1).ToList();
        heard.Select(row => $"Governance.Contracts.{row[1]}").ShouldBe(events.Consumed, ignoreOrder: true);
        heard.Select(row => row[0]).Distinct().ShouldBe(events.Publishers);
    }

    [Fact]
    public void Columns_AreThoseThatTheCodeReads()
    {
        var written = string.Join('\n', Lines);
        foreach (var slice in new[] { typeof(SchoolSupport.Schools.TakeSchoolsExtract), typeof(SchoolSupport.Schools.TakeSchoolLinks) })
        {
            var columns = slice.GetFields(System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)
                .Where(field => field.FieldType == typeof(string[]))
                .SelectMany(field => (string[])field.GetValue(null)!);
            columns.ShouldAllBe(column => written.Contains($"`{column}`"));
        }
    }

    private static (Commission Commission, Visit Visit) In(CommissionStatus state)
    {
        var commission = state is CommissionStatus.Proposed ? CommissionTests.Proposed() : CommissionTests.Agreed();
        var visit = CommissionTests.Visit(VisitDay);
        if (state is not (CommissionStatus.Proposed or CommissionStatus.Agreed))
        {
            commission.Log(visit, CommissionTests.Authority()).ShouldBeNull();
        }

        Refusal? refusal = state switch
        {
            CommissionStatus.Paused => commission.Pause("HCC", VisitDay.AddDays(1), "A pause."),
            CommissionStatus.Stopped => commission.Stop(VisitDay, "A stop."),
            CommissionStatus.Completed =>
                commission.Evidence(visit, CommissionTests.Note('a'), VisitDay, CommissionTests.Authority()) ?? commission.Complete(),
            _ => null,
        };
        refusal.ShouldBeNull();
        commission.Status.ShouldBe(state);
        return (commission, visit);
    }

    private static Refusal? Act(Commission commission, Visit visit, string action)
    {
        var authority = CommissionTests.Authority();
        return action switch
        {
            "accept" => commission.AcceptForSchool("Governors", authority) ?? commission.AcceptForFunder(new KeyHolder("IWC", "iwc.budget"), "Budget holder", authority),
            "visit" => commission.Log(CommissionTests.Visit(new DateOnly(2023, 5, 3)), authority),
            "evidence" => commission.Evidence(visit, CommissionTests.Note('b'), VisitDay, authority),
            "pause" => commission.Pause("HCC", new DateOnly(2023, 5, 4), "A pause."),
            "resume" => commission.Resume("HCC", new DateOnly(2023, 5, 4)),
            "stop" => commission.Stop(new DateOnly(2023, 5, 4), "A stop."),
            "complete" => CompleteOnceEvidenced(commission, visit, authority),
            _ => throw new InvalidOperationException($"README.md names an action '{action}' that nobody knows."),
        };
    }

    private static Refusal? CompleteOnceEvidenced(Commission commission, Visit visit, SchoolSupport.Authorities.Authority authority)
    {
        if (commission.Status is CommissionStatus.InDelivery)
        {
            commission.Evidence(visit, CommissionTests.Note('b'), VisitDay, authority).ShouldBeNull();
        }

        return commission.Complete();
    }

    /// <summary>The cells of the table whose header starts so, header first, without the line of dashes.</summary>
    private static IEnumerable<string[]> Table(string header) =>
        Lines.SkipWhile(line => !line.StartsWith(header, StringComparison.Ordinal))
            .TakeWhile(line => line.StartsWith('|'))
            .Where(line => !Regex.IsMatch(line, "^[|-]+$", RegexOptions.None, TimeSpan.FromSeconds(1)))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim().Trim('`')).ToArray());
}
