using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.Govuk;
using Portal.SignIn;

namespace Portal.Pages.Balances;

/// <summary>The council that pays answers the other's statement of a quarter: it agrees, or not and why.</summary>
[Authorize(Officer.FinanceOfficer)]
public sealed class AnswerModel(BalancesClient balances) : PageModel
{
    private const int LongestRemark = 2000;

    public static readonly IReadOnlyList<Choice> Words =
    [
        new("yes", "We agree", "Every penny that differs has its reason."),
        new("no", "We do not agree", "The differences that matching found go with the answer.")
    ];

    /// <summary>Made with the form, so that sending it twice answers once.</summary>
    [BindProperty]
    public Guid Key { get; set; }

    [BindProperty]
    public Step Step { get; set; }

    /// <summary>The version that the officer has read.</summary>
    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? Agreed { get; set; }

    [BindProperty]
    public string? Remark { get; set; }

    public string Quarter { get; private set; } = "";

    public BalancePack.Side Side { get; private set; } = null!;

    /// <summary>Null while the form is still to be filled in.</summary>
    public CheckAnswers? Answers { get; private set; }

    public FieldErrors Errors { get; } = new();

    [TempData]
    public string? Done { get; set; }

    public async Task<IActionResult> OnGet(string quarter, CancellationToken cancel)
    {
        Key = Guid.CreateVersion7();
        if (!await Find(quarter, cancel))
        {
            return NotFound();
        }

        Version = Side.StatementVersion;
        return Page();
    }

    public async Task<IActionResult> OnPost(string quarter, CancellationToken cancel)
    {
        if (Key == Guid.Empty)
        {
            return BadRequest();
        }

        if (!await Find(quarter, cancel))
        {
            return NotFound();
        }

        if (Step is Step.Change || !IsComplete())
        {
            return Page();
        }

        var remark = string.IsNullOrWhiteSpace(Remark) ? null : Remark.Trim();
        if (Step is Step.Check)
        {
            Answers = new CheckAnswers(
                [
                    ("Your answer", Words.Single(word => word.Value == Agreed).Words), ("To version", $"{Version}"),
                    ("Remark", remark ?? "None")
                ],
                [("key", Key.ToString()), ("version", $"{Version}"), ("agreed", Agreed), ("remark", Remark)],
                "Send the answer");
            return Page();
        }

        if (await balances.Answer(quarter, Version, Agreed == "yes", remark, Key, cancel) is { } refused)
        {
            Errors.Add("", refused.Sentence);
            return Page();
        }

        Done = "Your answer is sent.";
        return LocalRedirect(BalanceWords.To(quarter));
    }

    private bool IsComplete()
    {
        if (Words.All(word => word.Value != Agreed))
        {
            Errors.Add("agreed", "Select whether your council agrees");
        }

        if (Remark?.Length > LongestRemark)
        {
            Errors.Add("remark", $"The remark must be {LongestRemark:N0} characters or fewer");
        }

        return !Errors.Any;
    }

    private async Task<bool> Find(string quarter, CancellationToken cancel)
    {
        Quarter = quarter;
        var found = (await balances.One(quarter, cancel)).Pack.Sides
            .FirstOrDefault(side => side.Figures.Payable == User.Council() && side.StatementVersion > 0);
        Side = found!;
        return found is not null;
    }
}
