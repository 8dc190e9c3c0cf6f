using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace SchoolSupport.Schools;

/// <summary>A school, or with a day the school that stood in its place on that day and how the register leads there.</summary>
public static class ViewSchool
{
    public sealed record Answer(string AskedUrn, DateOnly? On, IReadOnlyList<string> Path, School School, IReadOnlyList<Funder> CustomerMayBe);

    public static void MapViewSchool(this IEndpointRouteBuilder schools) =>
        schools.MapGet("/{urn}", Handle).RequireOfficer(Readers.OfSchools)
            .WithName(nameof(ViewSchool)).WithSummary("A school, as it was on a day");

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        [RegularExpression("^[0-9]{6}$")] string urn, DateOnly? on, SchoolSupportDb db, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> path = [urn];
        if (on is { } day)
        {
            (path, var refusal) = (await db.IdentityOfAsync(urn, cancellationToken)).On(day, urn);
            if (refusal is not null)
            {
                return refusal.ToProblem();
            }
        }

        var urnOfTheDay = path[^1];
        var school = await db.Schools.AsNoTracking().SingleOrDefaultAsync(known => known.Urn == urnOfTheDay, cancellationToken);
        return school is null
            ? Problems.NotFound($"There is no school {urnOfTheDay} in the register as we have it.")
            : TypedResults.Ok(new Answer(urn, on, path, school, Customer.MayBe(school)));
    }

    /// <summary>All that is linked with the school, however far away.</summary>
    private static async Task<SchoolIdentity> IdentityOfAsync(this SchoolSupportDb db, string urn, CancellationToken cancellationToken)
    {
        var known = new HashSet<string>(StringComparer.Ordinal) { urn };
        var links = new List<SchoolLink>();
        for (string[] frontier = [urn]; frontier.Length > 0;)
        {
            var near = frontier;
            var found = await db.SchoolLinks.AsNoTracking()
                .Where(link => near.Contains(link.Urn) || near.Contains(link.LinkUrn))
                .ToListAsync(cancellationToken);
            links.AddRange(found);
            frontier = [.. found.SelectMany(link => new[] { link.Urn, link.LinkUrn }).Where(known.Add)];
        }

        var all = known.ToArray();
        var schools = await db.Schools.AsNoTracking().Where(school => all.Contains(school.Urn)).ToListAsync(cancellationToken);
        return new SchoolIdentity(schools, links);
    }
}
