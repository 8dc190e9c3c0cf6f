using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Settling;

/// <summary>Lists the journals of the caller's own council, all or those in one state.</summary>
public static class FindJournals
{
    public sealed record Row(string Reference, string StatementNumber, string Period, string Direction, string State, int Version,
        string? DocumentNumber);

    public static void MapFindJournals(this IEndpointRouteBuilder journals) =>
        journals.MapGet("/", Handle)
            .RequireOfficerOrScope("journals:read", "finance-officer", "s151-delegate", "auditor").WithName(nameof(FindJournals));

    private static async Task<Results<Ok<List<Row>>, ProblemHttpResult>> Handle(
        string? state, RechargingDb db, CancellationToken cancellationToken)
    {
        JournalState? wanted = null;
        if (state is not null)
        {
            if (!Enum.TryParse<JournalState>(state, ignoreCase: true, out var parsed) || !Enum.IsDefined(parsed))
            {
                return Problems.Invalid("state",
                    $"A journal is {string.Join(", ", Enum.GetValues<JournalState>().Select(Journal.Named))}.");
            }

            wanted = parsed;
        }

        var journals = await db.Journals.AsNoTracking()
            .Where(journal => wanted == null || journal.State == wanted)
            .OrderBy(journal => journal.Reference).ToListAsync(cancellationToken);
        return TypedResults.Ok(journals.ConvertAll(journal => new Row(
            journal.Reference, journal.StatementNumber, journal.Period.ToString(), journal.Direction, Journal.Named(journal.State),
            journal.Version, journal.DocumentNumber)));
    }
}
