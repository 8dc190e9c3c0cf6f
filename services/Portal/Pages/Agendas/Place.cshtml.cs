using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.Govuk;
using Portal.SignIn;

namespace Portal.Pages.Agendas;

/// <summary>A governance officer says which joint board answers a matter that waits without one. That holds for both councils.</summary>
[Authorize(Officer.GovernanceOfficer)]
public sealed class PlaceModel(AgendasClient agendas) : PageModel
{
    /// <summary>Made with the form, so that sending it twice places once.</summary>
    [BindProperty]
    public Guid Key { get; set; }

    [BindProperty]
    public Step Step { get; set; }

    /// <summary>The board's code.</summary>
    [BindProperty]
    public string? Board { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public AgendaItem Item { get; private set; } = null!;

    public IReadOnlyList<Choice> Boards { get; private set; } = [];

    /// <summary>Null while the form is still to be filled in.</summary>
    public CheckAnswers? Answers { get; private set; }

    public FieldErrors Errors { get; } = new();

    [TempData]
    public string? Done { get; set; }

    public async Task<IActionResult> OnGet(string matter, CancellationToken cancel)
    {
        Key = Guid.CreateVersion7();
        return await Find(matter, cancel) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPost(string matter, CancellationToken cancel)
    {
        if (Key == Guid.Empty)
        {
            return BadRequest();
        }

        if (!await Find(matter, cancel))
        {
            return NotFound();
        }

        var board = Boards.FirstOrDefault(choice => choice.Value == Board);
        if (board is null)
        {
            Errors.Add("board", "Select a board");
        }

        Errors.CheckReason(Reason);
        if (Step is Step.Change || Errors.Any)
        {
            return Page();
        }

        if (Step is Step.Check)
        {
            Answers = new CheckAnswers(
                [("Matter", Item.Title), ("Board", board!.Words), ("Why this board", Reason!.Trim())],
                [("key", Key.ToString()), ("board", Board), ("reason", Reason)],
                "Put it on the agenda",
                "It is placed for both councils, once.");
            return Page();
        }

        if (await agendas.Place(matter, Board!, Reason!.Trim(), Key, cancel) is { } refused)
        {
            Errors.Add("", refused.Sentence);
            return Page();
        }

        Done = $"{matter} is on the agenda: {board!.Words}.";
        return LocalRedirect(AgendaLinks.All);
    }

    private async Task<bool> Find(string matter, CancellationToken cancel)
    {
        var found = (await agendas.Unplaced(cancel)).FirstOrDefault(item => item.Matter == matter);
        Item = found!;
        Boards = [.. (await agendas.JointBoards(cancel)).Select(board => new Choice(board.Code, board.Name))];
        return found is not null;
    }
}
