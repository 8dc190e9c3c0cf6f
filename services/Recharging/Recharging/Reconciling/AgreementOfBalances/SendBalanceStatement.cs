using Microsoft.AspNetCore.Http.HttpResults;
using Recharging.Charging;
using Recharging.Officers;
using ServiceDefaults;
using Values;

namespace Recharging.Reconciling;

/// <summary>The council that is owed sends the other its statement of a quarter: balance and income as they stand now. When they change,
/// it sends another version.</summary>
public static class SendBalanceStatement
{
    public sealed record Answer(string Quarter, string Receivable, int Version, decimal BalanceGbp, decimal IncomeGbp, bool MustAgree,
        bool IsLate, DateOnly AnswerBy);

    public static void MapSendBalanceStatement(this IEndpointRouteBuilder agreements) =>
        agreements.MapPost("/{quarter}/statements", Handle).RequireOfficer("finance-officer").WithName(nameof(SendBalanceStatement));

    private static async Task<Results<Created<Answer>, ProblemHttpResult>> Handle(
        string quarter, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (!Quarter.TryParse(quarter, out var of))
        {
            return ViewPack.Malformed(quarter);
        }

        var (councils, partnerless) = await db.PartnersAsync(caller, cancellationToken);
        if (councils is null)
        {
            return partnerless!.ToProblem();
        }

        await db.HoldQuarterAsync(councils, of, cancellationToken);
        var pack = await db.AsWorkerAsync(() => db.PackAsync(councils, of, cancellationToken), cancellationToken);
        var last = pack.LastStatement(caller.Council);
        if ((pack.WhyNotYet(clock.Today()) ?? (last is not null && pack.IsCurrent(last) ? new Refusal("statement-unchanged",
            $"Version {last.Version} of {caller.Council}'s statement of {of} says the same already.") : null)) is { } refusal)
        {
            return refusal.ToProblem();
        }

        var side = pack.SideOf(caller.Council);
        var today = clock.Today();
        var statement = new BalanceStatement
        {
            Parties = councils.Both,
            Quarter = of.ToString(),
            Receivable = caller.Council,
            Payable = side.Payable,
            Version = (last?.Version ?? 0) + 1,
            Balance = Money.Pounds(side.ReceivableGbp),
            Income = Money.Pounds(side.IncomeGbp),
            SentBy = caller.Subject,
            SentByName = caller.Name,
            SentAt = clock.GetUtcNow(),
            IsLate = today > pack.Terms.StatementDay(of),
            AnswerBy = WorkingDays.England.Add(today, pack.Terms.ResponseWorkingDays),
        };
        db.BalanceStatements.Add(statement);
        db.Notices.Add(Notice.To(side.Payable, NoticeKinds.BalanceStatement, of.ToString(),
            $"{caller.Council} sent its balance statement of {of}, {statement.Balance}: answer by {statement.AnswerBy:d MMMM yyyy}.",
            statement.SentAt));
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(SendBalanceStatement), of.ToString(), $"version {statement.Version}"));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created(ViewPack.Address(of), new Answer(
            statement.Quarter, statement.Receivable, statement.Version, side.ReceivableGbp, side.IncomeGbp,
            pack.Content().Sides.Single(shown => shown.Figures.Receivable == caller.Council).MustAgree, statement.IsLate,
            statement.AnswerBy));
    }
}
