using System.Net;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.Govuk;
using Portal.Pages.Disputes;
using Portal.Pages.Journals;
using Portal.Pages.Statements;
using Portal.SignIn;

namespace Portal.Pages;

/// <summary>What waits for the officer today, the room it is in, and how urgent it is, in words.</summary>
public sealed class IndexModel(
    StatementsClient statements, ReconciliationsClient reconciliations, JournalsClient journals, DisputesClient disputes,
    WorklistClient worklist, NoticesClient notices, Councils councils) : PageModel
{
    private const int NoticesShown = 5;

    /// <summary>Older months have their own pages.</summary>
    private const int MonthsLookedAt = 4;

    /// <summary>Something to do, and where.</summary>
    public sealed record Job(string Link, string Words, string Why, string Tag, string Colour);

    /// <summary>Made with the form, so that sending it twice marks once.</summary>
    [BindProperty]
    public Guid Key { get; set; }

    [BindProperty]
    public Guid[] Read { get; set; } = [];

    public IReadOnlyList<(string Heading, IReadOnlyList<Job> Jobs)> Rooms { get; private set; } = [];

    /// <summary>What the officer has not read yet, the newest first.</summary>
    public IReadOnlyList<Notices.Notice> Unread { get; private set; } = [];

    public int UnreadInAll { get; private set; }

    [TempData]
    public string? Done { get; set; }

    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        if (Key == Guid.Empty || Read.Length == 0)
        {
            return BadRequest();
        }

        Done = (await notices.Read(Read, Key, cancel))?.Sentence ?? "Marked as read.";
        return RedirectToPage("/Index");
    }

    public async Task OnGet(CancellationToken cancel)
    {
        Key = Guid.CreateVersion7();
        var months = (await IfAllowed(statements.All(cancel), [])).Take(MonthsLookedAt).ToList();
        var monthJobs = await Task.WhenAll(months.Select(month => Month(month, cancel)));
        Rooms =
        [
            ("Statements", [.. monthJobs.SelectMany(month => month.Marking)]),
            ("Disputes", await IfAllowed(Disputes(cancel), [])),
            ("Both ledgers", [.. monthJobs.SelectMany(month => month.Ledgers), .. await IfAllowed(Exceptions(cancel), [])]),
            ("Journals", await IfAllowed(Journals(cancel), []))
        ];
        var told = await IfAllowed(notices.All(unread: true, cancel), new Notices(0, []));
        (Unread, UnreadInAll) = ([.. told.Shown.Take(NoticesShown)], told.Unread);
    }

    /// <summary>What is not for the officer's post does not wait for the officer, and the rest of the page is there.</summary>
    private static async Task<T> IfAllowed<T>(Task<T> reading, T otherwise)
    {
        try
        {
            return await reading;
        }
        catch (HttpRequestException answer) when (answer.StatusCode is HttpStatusCode.Forbidden)
        {
            return otherwise;
        }
    }

    private async Task<(IReadOnlyList<Job> Marking, IReadOnlyList<Job> Ledgers)> Month(StatementSummary month, CancellationToken cancel)
    {
        var reading = User.HasAMoneyPost() ? IfAllowed(LedgersOf(month, cancel), []) : Task.FromResult<IReadOnlyList<Job>>([]);
        var steps = await statements.Steps(month.Number, User, cancel);
        return (Marking(await statements.One(month.Number, cancel), steps), await reading);
    }

    private List<Job> Marking(Statement statement, NextSteps steps)
    {
        var unseen = statement.Lines.Count(line => line.State is LineState.Unseen && line.Payer == User.Council());
        var why = $"Period {statement.Period}{(statement.DueOn is { } due ? $", due {Written.Day(due)}" : "")}";
        var link = StatementLinks.To(statement.Number);
        return statement.State switch
        {
            "settled" when unseen == 0 => [],
            _ when unseen > 0 =>
                [new Job(link, $"Agree or dispute {statement.Number}", why, $"{Written.Count(unseen, "line")} to mark", "govuk-tag--blue")],
            "marked" when steps.CanSettle =>
            [
                new Job(StatementLinks.ToSettle(statement.Number), $"Settle {statement.Number}", why, "All lines marked", "govuk-tag--turquoise")
            ],
            "marked" => [],
            _ => [new Job(link, $"Read {statement.Number}", $"{why}. The other council has lines to mark.", "Nothing to do", "govuk-tag--grey")]
        };
    }

    private async Task<IReadOnlyList<Job>> LedgersOf(StatementSummary month, CancellationToken cancel) =>
        Ledgers(month, await reconciliations.Of(month.Number, version: null, cancel));

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

    private async Task<IReadOnlyList<Job>> Disputes(CancellationToken cancel) =>
    [
        .. (await disputes.Register(new DisputeFilter("open"), cancel))
            .OrderBy(dispute => dispute.Overdue is null)
            .ThenBy(dispute => dispute.AcknowledgedOn is null ? dispute.AcknowledgeBy : dispute.ResolveBy)
            .Select(dispute => dispute.Payee == User.Council() ? ToAnswer(dispute) : ToConfirm(dispute)).OfType<Job>()
    ];

    private static Job ToAnswer(Dispute dispute) => new(
        DisputeWords.To(dispute.Reference), $"Answer {dispute.Reference}, {Written.Pounds(dispute.DisputedGbp)}",
        $"{StateWords.Reason(dispute.Reason)}. {dispute.Owner} answers.", DisputeWords.Clock(dispute),
        dispute.Overdue is null ? DisputeWords.ColourOf(dispute.State) : "govuk-tag--red");

    /// <summary>Null while the other council has not answered.</summary>
    private static Job? ToConfirm(Dispute dispute) => dispute.OfferedGbp is not { } offered ? null : new(
        DisputeWords.To(dispute.Reference), $"Take the answer to {dispute.Reference}, or take it to the board",
        $"{Written.Pounds(offered)} of {Written.Pounds(dispute.DisputedGbp)} would go back.",
        $"Resolve by {Written.Day(dispute.ResolveBy)}",
        dispute.Overdue is null ? "govuk-tag--turquoise" : "govuk-tag--red");

    private async Task<IReadOnlyList<Job>> Exceptions(CancellationToken cancel)
    {
        var all = councils.All.Select(async council =>
            (Council: council, Open: await worklist.Open([KeyValuePair.Create<string, string?>("mustAct", council.Code)], cancel)));
        return
        [
            .. (await Task.WhenAll(all)).Select(found => (found.Council, found.Open, Items: found.Open.ByAge.Sum(age => age.Items)))
                .Where(found => found.Items > 0).OrderByDescending(found => found.Council.Code == User.Council())
                .Select(found => found.Council.Code == User.Council()
                    ? new Job($"/exceptions?mustAct={found.Council.Code}", "Work down the exceptions",
                        $"{Written.Pounds(found.Open.OpenGbp)} for which your council must act",
                        $"{Written.Count(found.Items, "item")} open", "govuk-tag--blue")
                    : new Job($"/exceptions?mustAct={found.Council.Code}", $"Exceptions that wait for {found.Council.Name}",
                        $"{Written.Pounds(found.Open.OpenGbp)} for which it must act",
                        Written.Count(found.Items, "item"), "govuk-tag--grey"))
        ];
    }

    private async Task<IReadOnlyList<Job>> Journals(CancellationToken cancel) => !User.IsFinanceOfficer() ? [] :
    [
        .. (await journals.All(cancel)).Where(journal => journal.State == "rejected").Select(journal => new Job(
            JournalWords.To(journal.Reference), $"Recode {journal.Reference}", $"Of {journal.StatementNumber}", "Rejected", "govuk-tag--red"))
    ];
}
