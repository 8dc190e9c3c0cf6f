using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using SchoolSupport.Schools;

namespace SchoolSupport.Commissions;

/// <summary>The commissions of the caller's council, by state or school, a hundred to a page.</summary>
public static class FindCommissions
{
    public sealed record Answer(IReadOnlyList<Item> Commissions, string? Next);

    public sealed record Item(
        string Reference,
        string Urn,
        string SchoolName,
        string ProviderCouncil,
        Funder Funder,
        string? FundingCouncil,
        string Service,
        CommissionStatus Status,
        DateOnly FirstDay,
        DateOnly LastDay,
        decimal DaysBought,
        decimal DaysUsed);

    private const int PageSize = 100;

    public static void MapFindCommissions(this IEndpointRouteBuilder commissions) =>
        commissions.MapGet("/", Handle).RequireOfficer(Readers.OfCommissions)
            .WithName(nameof(FindCommissions)).WithSummary("Find commissions by state or school");

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        string? status,
        [RegularExpression("^[0-9]{6}$")] string? urn,
        [StringLength(16)] string? after,
        SchoolSupportDb db,
        CancellationToken cancellationToken)
    {
        CommissionStatus? wanted = null;
        if (status is not null)
        {
            if (!Enum.TryParse<CommissionStatus>(status, ignoreCase: true, out var known) || !Enum.IsDefined(known))
            {
                return Problems.Invalid("status", $"There is no state '{status}' of a commission.");
            }

            wanted = known;
        }

        var page = await db.Commissions.AsNoTracking()
            .Where(found => wanted == null || found.Status == wanted)
            .Where(found => urn == null || found.Urn == urn)
            .Where(found => after == null || found.Reference.CompareTo(after) > 0)
            .OrderBy(found => found.Reference)
            .Take(PageSize)
            .Select(found => new Item(
                found.Reference, found.Urn, found.SchoolName, found.ProviderCouncil, found.Funder, found.FundingCouncil, found.Service,
                found.Status, found.FirstDay, found.LastDay, found.DaysBought, found.DaysUsed))
            .ToListAsync(cancellationToken);

        return TypedResults.Ok(new Answer(page, page.Count == PageSize ? Next(status, urn, page[^1].Reference) : null));
    }

    private static string Next(string? status, string? urn, string last) =>
        $"/api/school-support/v1/commissions?after={last}" + (status is null ? "" : $"&status={status}") + (urn is null ? "" : $"&urn={urn}");
}
