using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.Govuk;
using Portal.SignIn;

namespace Portal.Pages.Statements;

/// <summary>One line with all that both councils say of it: mark, dispute, comments and papers. Officers add to the last two.</summary>
[RequestSizeLimit(LargestRequest)]
[RequestFormLimits(MultipartBodyLengthLimit = LargestRequest)]
public sealed class LineModel(StatementsClient statements, TalksClient talks) : PageModel
{
    private const int Megabyte = 1024 * 1024;

    /// <summary>In bytes; inclusive. The service holds the same limit.</summary>
    private const int LargestPaper = 10 * Megabyte;

    /// <summary>Somewhat more, so that the page itself can say that a paper is too large.</summary>
    private const int LargestRequest = 2 * LargestPaper;

    private const int LongestComment = 2000;

    /// <summary>Made with the form, so that sending it twice says it once.</summary>
    [BindProperty]
    public Guid Key { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public IFormFile? Paper { get; set; }

    public string Number { get; private set; } = "";

    public Statement.Line Line { get; private set; } = null!;

    public NextSteps Steps { get; private set; } = NextSteps.None;

    public IReadOnlyList<Comment> Comments { get; private set; } = [];

    public IReadOnlyList<Paper> Papers { get; private set; } = [];

    public FieldErrors Errors { get; } = new();

    [TempData]
    public string? Done { get; set; }

    /// <summary>The services hold the same rule.</summary>
    public bool CanTalk => User.CanTalk();

    public async Task<IActionResult> OnGet(string number, string line, CancellationToken cancel)
    {
        Key = Guid.CreateVersion7();
        return await Show(number, line, cancel);
    }

    public async Task<IActionResult> OnGetPaper(string number, string line, Guid id, CancellationToken cancel) =>
        (await talks.Papers(number, line, cancel)).FirstOrDefault(known => known.Id == id) is { WithdrawnAt: null } paper
            ? File(await talks.Content(number, line, paper, cancel), paper.ContentType, paper.FileName)
            : NotFound();

    public async Task<IActionResult> OnPostComment(string number, string line, CancellationToken cancel)
    {
        switch (Text?.Trim().Length)
        {
            case null or 0:
                Errors.Add("text", "Enter what you want to say");
                break;
            case > LongestComment:
                Errors.Add("text", $"Your comment must be {LongestComment:N0} characters or fewer");
                break;
        }

        return await Send(
            number, line, "text",
            () => talks.Say(number, line, Text!.Trim(), Key, cancel),
            "Your comment is there for both councils.", cancel);
    }

    public async Task<IActionResult> OnPostAttach(string number, string line, CancellationToken cancel)
    {
        switch (Paper?.Length)
        {
            case null:
                Errors.Add("paper", "Select a file");
                break;
            case 0:
                Errors.Add("paper", "The file that you selected is empty");
                break;
            case > LargestPaper:
                Errors.Add("paper", $"The file must be {LargestPaper / Megabyte} MB or smaller");
                break;
        }

        return await Send(
            number, line, "paper",
            async () =>
            {
                await using var content = Paper!.OpenReadStream();
                return await talks.Attach(number, line, Path.GetFileName(Paper.FileName), content, Key, cancel);
            },
            $"{Paper?.FileName} is there for both councils.", cancel);
    }

    private async Task<IActionResult> Send(
        string number, string line, string field, Func<Task<Refused?>> send, string done, CancellationToken cancel)
    {
        if (Key == Guid.Empty)
        {
            return BadRequest();
        }

        if (!Errors.Any && await send() is { } refused)
        {
            Errors.Add(field, refused.Sentence);
        }

        if (Errors.Any)
        {
            return await Show(number, line, cancel);
        }

        Done = done;
        return LocalRedirect(StatementLinks.ToLine(number, line));
    }

    private async Task<IActionResult> Show(string number, string line, CancellationToken cancel)
    {
        if (await statements.Line(number, line, cancel) is not { } found)
        {
            return NotFound();
        }

        (Number, Line) = (number, found);
        Steps = await statements.Steps(number, User, cancel);
        Comments = await talks.Comments(number, line, cancel);
        Papers = await talks.Papers(number, line, cancel);
        return Page();
    }
}
