using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.Govuk;
using Portal.Pages.Journals;
using Portal.Pages.Statements;
using Portal.SignIn;

namespace Portal.Pages;

/// <summary>What waits for the officer today, the room it is in, and how urgent it is, in words.</summary>
public sealed class IndexModel(StatementsClient statements, ReconciliationsClient reconciliations, JournalsClient journals) : PageModel
{
    /// <summary>Older months have their own pages.</summary>
    private const int MonthsLookedAt = 4;

    /// <summary>Something to do, and where.</summary>
    public sealed record Job(string Link, string Words, string Why, string Tag, string Colour);

    public IReadOnlyList<(string Heading, IReadOnlyList<Job> Jobs)> Rooms { get; private set; } = [];

    public async Task OnGet(CancellationToken cancel)
    {
        var months = (await statements.All(cancel)).Take(MonthsLookedAt).ToList();
        var monthJobs = await Task.WhenAll(months.Select(month => Month(month, cancel)));
        Rooms =
        [
            ("Statements", [.. monthJobs.SelectMany(month => month.Marking)]),
            ("Both ledgers", [.. monthJobs.SelectMany(month => month.Ledgers)]),
            ("Journals", await Journals(cancel))
        ];
    }

    private async Task<(IReadOnlyList<Job> Marking, IReadOnlyList<Job> Ledgers)> Month(StatementSummary month, CancellationToken cancel)
    {
        var reading = reconciliations.Of(month.Number, version: null, cancel);
        return (Marking(await statements.One(month.Number, cancel)), Ledgers(month, await reading));
    }

    private List<Job> Marking(Statement statement)
    {
        var unseen = statement.Lines.Count(line => line.State is LineState.Unseen && line.Payer == User.Council());
        var why = $"Period {statement.Period}{(statement.DueOn is { } due ? $", due {Written.Day(due)}" : "")}";
        var link = StatementLinks.To(statement.Number);
        return statement.State switch
        {
            "settled" => [],
            _ when unseen > 0 =>
                [new Job(link, $"Agree or dispute {statement.Number}", why, $"{Written.Count(unseen, "line")} to mark", "govuk-tag--blue")],
            "marked" => [new Job(StatementLinks.ToSettle(statement.Number), $"Settle {statement.Number}", why, "All lines marked", "govuk-tag--turquoise")],
            _ => [new Job(link, $"Read {statement.Number}", $"{why}. The other council has lines to mark.", "Nothing to do", "govuk-tag--grey")]
        };
    }

    private static List<Job> Ledgers(StatementSummary month, Reconciliation? found)
    {
        var link = StatementLinks.ToReconciliation(month.Number);
        return found switch
        {
            null => [new Job(link, $"Match {month.Number} with both ledgers", $"Period {month.Period}", "Not matched yet", "govuk-tag--blue")],
            { Alarms.Count: > 0 } =>
            [
                new Job(link, $"Look into {month.Number}", $"Both ledgers differ by {Written.Pounds(found.DifferenceGbp)}, "
                    + $"{Written.Pounds(found.UnexplainedGbp)} of it unexplained", Written.Count(found.Alarms.Count, "alarm"), "govuk-tag--red")
            ],
            _ => []
        };
    }

    private async Task<IReadOnlyList<Job>> Journals(CancellationToken cancel) => !User.IsFinanceOfficer() ? [] :
    [
        .. (await journals.All(cancel)).Where(journal => journal.State == "rejected").Select(journal => new Job(
            JournalWords.To(journal.Reference), $"Recode {journal.Reference}", $"Of {journal.StatementNumber}", "Rejected", "govuk-tag--red"))
    ];
}
