using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Governance.Agendas;

/// <summary>Lists what a board has or had to answer, in the order in which it came, and what waits for an officer to place it.</summary>
public static class FindAgenda
{
    public static void MapFindAgenda(this IEndpointRouteBuilder api)
    {
        api.MapGet("/bodies/{code}/agenda", Handle).RequireOfficer(Readers.OfAgendas)
            .WithTags("Agendas").WithName(nameof(FindAgenda));
        api.MapGet("/agenda-items/unplaced", HandleUnplaced).RequireOfficer(Readers.OfAgendas)
            .WithTags("Agendas").WithName("FindUnplacedItems");
    }

    private static async Task<Results<Ok<Page<AgendaItemView>>, ProblemHttpResult>> Handle(
        string code, [AsParameters] PageRequest page, GovernanceDb db, CancellationToken cancellationToken) =>
        await db.Bodies.AnyAsync(body => body.Code == code, cancellationToken)
            ? await ListAsync(
                db.AgendaItems.Where(item => item.BodyCode == code),
                page,
                $"/api/governance/v1/bodies/{Uri.EscapeDataString(code)}/agenda",
                cancellationToken)
            : Problems.NotFound($"There is no body {code}.");

    private static Task<Results<Ok<Page<AgendaItemView>>, ProblemHttpResult>> HandleUnplaced(
        [AsParameters] PageRequest page, GovernanceDb db, CancellationToken cancellationToken) =>
        ListAsync(
            db.AgendaItems.Where(item => item.BodyCode == null && item.SettledAt == null),
            page,
            "/api/governance/v1/agenda-items/unplaced",
            cancellationToken);

    private static async Task<Results<Ok<Page<AgendaItemView>>, ProblemHttpResult>> ListAsync(
        IQueryable<AgendaItem> items, PageRequest page, string path, CancellationToken cancellationToken)
    {
        var after = 0L;
        if (page.After is { } text && !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out after))
        {
            return Problems.Invalid("after", "The list goes on after the number of an item, such as 12.");
        }

        var found = await items.AsNoTracking()
            .Where(item => item.Number > after)
            .OrderBy(item => item.Number)
            .Take(page.Take + 1)
            .ToListAsync(cancellationToken);

        return TypedResults.Ok(page.Cut(
            found.ConvertAll(AgendaItemView.Of), path, item => item.Number.ToString(CultureInfo.InvariantCulture)));
    }
}
