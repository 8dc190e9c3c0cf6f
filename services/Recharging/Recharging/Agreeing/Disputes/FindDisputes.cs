using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Agreeing;

/// <summary>The register of disputes between the caller's council and the other, as JSON pages or one CSV, with clocks and
/// ageing.</summary>
public static class FindDisputes
{
    private const int LongestPage = 1_000;

    /// <param name="Next">The address of the next page, null on the last.</param>
    public sealed record Answer(IReadOnlyList<DisputeView> Disputes, string? Next);

    public static void MapFindDisputes(this IEndpointRouteBuilder disputes) =>
        disputes.MapGet("/", Handle).Produces<string>(StatusCodes.Status200OK, "text/csv").Produces<Answer>()
            .ProducesProblem(StatusCodes.Status400BadRequest).RequireOfficer(Readers.OfDisputes).WithName(nameof(FindDisputes));

    /// <param name="state">One state, for example <c>under_review</c>; <c>open</c> for all that is not resolved.</param>
    /// <param name="owner">The owner's name.</param>
    /// <param name="mine">True for those that the caller owns, by sign-in.</param>
    /// <param name="overdue">True for what is late only.</param>
    /// <param name="statement">Of one statement.</param>
    /// <param name="after">The last reference of the page before.</param>
    /// <param name="request">Its Accept header asks for CSV.</param>
    /// <param name="db">As the caller.</param>
    /// <param name="caller">Whose <paramref name="mine"/> are.</param>
    /// <param name="clock">Ages are counted to its day.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    private static async Task<IResult> Handle(
        string? state, string? owner, bool? mine, bool? overdue, string? statement, string? after, HttpRequest request, RechargingDb db,
        Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var states = Enum.GetValues<DisputeState>().Where(named => state is null || Dispute.Named(named) == state
            || (state == "open" && named < DisputeState.ResolvedAgreed)).ToList();
        if (states.Count == 0)
        {
            return Problems.Invalid("state", "A state is open, "
                + $"{string.Join(", ", Enum.GetValues<DisputeState>().Select(Dispute.Named))}.");
        }

        var today = clock.Today();
        var found = db.Disputes.AsNoTracking().Where(dispute => states.Contains(dispute.State)
            && (owner == null || dispute.Owner == owner) && (statement == null || dispute.StatementNumber == statement)
            && (after == null || dispute.Reference.CompareTo(after) > 0));
        if (mine is true)
        {
            found = found.Where(dispute => dispute.Payee == caller.Council && dispute.OwnerSignIn == caller.Subject);
        }

        if (overdue is true)
        {
            found = found.Where(dispute => dispute.ResolvedOn == null && (dispute.ResolveBy < today
                || (dispute.AcknowledgedOn == null && dispute.AcknowledgeBy < today)));
        }

        found = found.OrderBy(dispute => dispute.Reference);
        if (request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase)))
        {
            var rows = await found.ToListAsync(cancellationToken);
            var csv = DisputeCsv.Write(rows.Select(row => DisputeView.Of(row, today)));
            return TypedResults.Text(csv, "text/csv", System.Text.Encoding.UTF8);
        }

        var page = await found.Take(LongestPage + 1).ToListAsync(cancellationToken);
        var shown = page.Take(LongestPage).Select(dispute => DisputeView.Of(dispute, today)).ToList();
        return TypedResults.Ok(new Answer(shown, page.Count <= LongestPage ? null
            : $"/api/recharging/v1/disputes{QueryString.Create(Filters(state, owner, mine, overdue, statement, shown[^1].Reference))}"));
    }

    private static IEnumerable<KeyValuePair<string, string?>> Filters(
        string? state, string? owner, bool? mine, bool? overdue, string? statement, string after) =>
        new KeyValuePair<string, string?>[]
        {
            new("state", state), new("owner", owner), new("mine", mine is true ? "true" : null),
            new("overdue", overdue is true ? "true" : null), new("statement", statement), new("after", after),
        }.Where(filter => filter.Value is not null);
}
