using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;

namespace Portal.Pages.Agendas;

/// <summary>What each joint board has to answer and has answered, and what waits without a board.</summary>
public sealed class IndexModel(AgendasClient agendas) : PageModel
{
    public IReadOnlyList<(Body Board, IReadOnlyList<AgendaItem> Items)> Boards { get; private set; } = [];

    public IReadOnlyList<AgendaItem> Unplaced { get; private set; } = [];

    [TempData]
    public string? Done { get; set; }

    public async Task OnGet(CancellationToken cancel)
    {
        Unplaced = await agendas.Unplaced(cancel);
        var boards = await agendas.JointBoards(cancel);
        Boards = await Task.WhenAll(boards.Select(async board => (board, OpenFirst(await agendas.Of(board, cancel)))));
    }

    private static IReadOnlyList<AgendaItem> OpenFirst(IReadOnlyList<AgendaItem> items) =>
        [.. items.OrderBy(item => item.SettledAt is not null).ThenBy(item => item.Number)];
}
