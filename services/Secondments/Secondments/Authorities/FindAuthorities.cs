using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Secondments.Authorities;

/// <summary>Lists the agreements under which the caller's council may lend or borrow staff, as far as they are known here.</summary>
public static class FindAuthorities
{
    public sealed record Found(
        string AgreementReference, string Title, string Provider, string Recipient, DateOnly FirstDay, DateOnly? LastDay,
        string LegalBasis, string? EndingReason);

    public sealed record Page(IReadOnlyList<Found> Items, string? Next);

    public static void MapFindAuthorities(this IEndpointRouteBuilder authorities) =>
        authorities.MapGet("", Handle).WithName(nameof(FindAuthorities)).WithSummary("Lists the agreements known here");

    // Two councils have a handful of agreements in a decade: one page.
    private static async Task<Ok<Page>> Handle(SecondmentsDb db, CancellationToken cancellationToken) =>
        TypedResults.Ok(new Page(
            await db.Authorities.AsNoTracking()
                .OrderBy(authority => authority.FirstDay).ThenBy(authority => authority.AgreementReference)
                .Select(authority => new Found(
                    authority.AgreementReference, authority.Title, authority.Provider, authority.Recipient,
                    authority.FirstDay, authority.LastDay, authority.LegalBasis, authority.EndingReason))
                .ToListAsync(cancellationToken),
            Next: null));
}
