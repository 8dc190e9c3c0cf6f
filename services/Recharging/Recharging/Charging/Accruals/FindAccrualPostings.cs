using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceDefaults;
using Values;

namespace Recharging.Charging;

/// <summary>Shows how a period's approved accrual stands in the caller's own book, and how it goes back in the next period.</summary>
public static class FindAccrualPostings
{
    public sealed record Answer(string Number, string Council, IReadOnlyList<Book> Periods);

    /// <param name="PostedOn">The period's last day, or the next one's first when it goes back.</param>
    public sealed record Book(string Period, DateOnly PostedOn, decimal DebitsGbp, decimal CreditsGbp, IReadOnlyList<Row> Postings);

    public sealed record Row(int Line, string Side, string? Component, decimal DebitGbp, decimal CreditGbp);

    public static void MapFindAccrualPostings(this IEndpointRouteBuilder accruals) =>
        accruals.MapGet("/{period}/postings", Handle).RequireOfficer(Readers.OfMoney).WithName(nameof(FindAccrualPostings));

    private static async Task<Results<Ok<Answer>, NotFound, ProblemHttpResult>> Handle(
        string period, RechargingDb db, Caller caller, CancellationToken cancellationToken)
    {
        if (!AddressedPeriod.TryParse(period, out var accrued))
        {
            return AddressedPeriod.Malformed(period);
        }

        if (await db.LastAccrualAsync(accrued, cancellationToken) is not { } accrual)
        {
            return TypedResults.NotFound();
        }

        var postings = await db.AccrualPostings.AsNoTracking().Where(posting => posting.AccrualNumber == accrual.Number)
            .OrderBy(posting => posting.LinePosition).ThenBy(posting => posting.Side).ThenBy(posting => posting.Component)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new Answer(accrual.Number, caller.Council, [.. postings.GroupBy(posting => posting.Period)
            .OrderBy(book => book.Key).Select(book => new Book(
                book.Key.ToString(),
                book.Key == accrual.Period ? accrual.Period.LastDay : accrual.ReversesIn.Days.FirstDay,
                book.Sum(posting => posting.Debit).InPounds,
                book.Sum(posting => posting.Credit).InPounds,
                [.. book.Select(posting => new Row(posting.LinePosition, posting.Side, posting.Component, posting.Debit.InPounds,
                    posting.Credit.InPounds))]))]));
    }
}

/// <summary>One side of an accrual's entry in the caller's council's book, read from its lines by Books.sql.</summary>
public sealed class AccrualPosting
{
    public required string AccrualNumber { get; init; }

    public required int LinePosition { get; init; }

    /// <summary>Whose book.</summary>
    public required string Council { get; init; }

    /// <summary><c>accrued-income</c> and <c>income</c> of who is owed, <c>cost</c> and <c>accrued-cost</c> of who owes.</summary>
    public required string Side { get; init; }

    public required string? Component { get; init; }

    public required AccountingPeriod Period { get; init; }

    public required Money Debit { get; init; }

    public required Money Credit { get; init; }

    internal sealed class View : IEntityTypeConfiguration<AccrualPosting>
    {
        public void Configure(EntityTypeBuilder<AccrualPosting> postings) => postings.ToView("accrual_postings").HasNoKey();
    }
}
