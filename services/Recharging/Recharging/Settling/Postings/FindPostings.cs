using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;
using Values;

namespace Recharging.Settling;

/// <summary>Shows how a statement stands in the caller's own book, and that debits equal credits.</summary>
public static class FindPostings
{
    public sealed record Answer(string StatementNumber, string Council, decimal DebitsGbp, decimal CreditsGbp, IReadOnlyList<Row> Postings);

    public sealed record Row(string LineReference, string Side, string? Component, string Period, decimal DebitGbp, decimal CreditGbp);

    public static void MapFindPostings(this IEndpointRouteBuilder statements) =>
        statements.MapGet("/{number}/postings", Handle).RequireOfficer(Readers.OfMoney).WithName(nameof(FindPostings));

    private static async Task<Results<Ok<Answer>, NotFound>> Handle(
        string number, RechargingDb db, Caller caller, CancellationToken cancellationToken)
    {
        if (!await db.Statements.AnyAsync(statement => statement.Number == number, cancellationToken))
        {
            return TypedResults.NotFound();
        }

        var postings = await db.Postings.AsNoTracking().Where(posting => posting.StatementNumber == number)
            .OrderBy(posting => posting.LinePosition).ThenBy(posting => posting.Side).ThenBy(posting => posting.Component).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Answer(
            number,
            caller.Council,
            postings.Sum(posting => posting.Debit).InPounds,
            postings.Sum(posting => posting.Credit).InPounds,
            postings.ConvertAll(posting => new Row(posting.LineReference, posting.Side, posting.Component, posting.Period.ToString(),
                posting.Debit.InPounds, posting.Credit.InPounds))));
    }
}
