using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.SignIn;

namespace Portal.Pages.Exceptions;

/// <summary>What officers of both councils decided of a statement, the latest first; what can be undone or answered is offered.</summary>
public sealed class DecisionsModel(WorklistClient worklist) : PageModel
{
    public string Number { get; private set; } = "";

    public IReadOnlyList<Decision> All { get; private set; } = [];

    [TempData]
    public string? Done { get; set; }

    public async Task OnGet(string number, CancellationToken cancel) =>
        (Number, All) = (number, [.. (await worklist.Decisions(number, cancel)).OrderByDescending(decision => decision.Number)]);

    /// <summary>Offers what the officer can do; the service decides.</summary>
    public bool CanUndo(Decision decision) => User.IsFinanceOfficer() && decision.Council == User.Council()
        && decision.State is ("holds" or "waits") && decision.Kind is ("match" or "split" or "forbid" or "writeOff");

    public bool CanAnswer(Decision decision) => User.IsS151Delegate() && decision.Council == User.Council() && decision.State == "waits";
}
