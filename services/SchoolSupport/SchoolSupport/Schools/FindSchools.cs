using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace SchoolSupport.Schools;

/// <summary>Schools by a part of their name or by number, a hundred to a page.</summary>
public static class FindSchools
{
    public sealed record Answer(IReadOnlyList<Item> Schools, string? Next);

    public sealed record Item(
        string Urn, string Name, string LaCode, string? Phase, string? TypeGroup, string Status, DateOnly? OpenedOn, DateOnly? ClosedOn);

    private const int PageSize = 100;

    public static void MapFindSchools(this IEndpointRouteBuilder schools) =>
        schools.MapGet("/", Handle).RequireOfficer(Readers.OfSchools)
            .WithName(nameof(FindSchools)).WithSummary("Find schools by name or URN");

    private static async Task<Ok<Answer>> Handle(
        [StringLength(100)] string? name,
        [RegularExpression("^[0-9]{6}$")] string? urn,
        [RegularExpression("^[0-9]{6}$")] string? after,
        SchoolSupportDb db,
        CancellationToken cancellationToken)
    {
        var found = db.Schools.AsNoTracking();
        if (name is { Length: > 0 })
        {
            var pattern = $"%{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
            found = found.Where(school => EF.Functions.ILike(school.Name, pattern));
        }

        if (urn is not null)
        {
            found = found.Where(school => school.Urn == urn);
        }

        if (after is not null)
        {
            found = found.Where(school => school.Urn.CompareTo(after) > 0);
        }

        var page = await found.OrderBy(school => school.Urn)
            .Take(PageSize)
            .Select(school => new Item(
                school.Urn, school.Name, school.LaCode, school.Phase, school.TypeGroupName, school.Status, school.OpenedOn, school.ClosedOn))
            .ToListAsync(cancellationToken);

        return TypedResults.Ok(new Answer(page, page.Count == PageSize ? Next(name, urn, page[^1].Urn) : null));
    }

    private static string Next(string? name, string? urn, string last) =>
        $"/api/school-support/v1/schools?name={Uri.EscapeDataString(name ?? "")}&after={last}" + (urn is null ? "" : $"&urn={urn}");
}
