using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Charging;
using Recharging.Engine;
using Recharging.Officers;
using ServiceDefaults;
using Values;

namespace Recharging.Reconciling;

/// <summary>The S151 delegates of both councils set thresholds and timetable of the agreement of balances: what one asks for holds once the
/// other asks for the same. Packs keep those that they were signed under.</summary>
public static class SetBalanceTerms
{
    private const int Most = 50;

    /// <param name="Version">0 is what holds before both set anything.</param>
    /// <param name="Waiting">What one council has asked for since; it holds when the other asks for the same.</param>
    public sealed record Answer(
        int Version, BalanceTermsContent Terms, string? Council, string? SetBy, DateTimeOffset? SetAt, Asked? Waiting);

    public sealed record Asked(int Version, BalanceTermsContent Terms, string Council, string AskedBy, DateTimeOffset AskedAt);

    public static void MapSetBalanceTerms(this IEndpointRouteBuilder agreements)
    {
        agreements.MapPut("/terms", Handle).RequireOfficer("s151-delegate").WithoutIdempotencyKey().WithName(nameof(SetBalanceTerms));
        agreements.MapGet("/terms", Read).RequireOfficer(Readers.OfMoney)
            .WithName("ViewBalanceTerms");
    }

    private static async Task<Results<Ok<Answer>, Accepted<Answer>, ProblemHttpResult>> Handle(
        BalanceTermsContent request, RechargingDb db, Caller caller, BusinessClock clock,
        CancellationToken cancellationToken)
    {
        if (Fault(request) is var (field, sentence))
        {
            return Problems.Invalid(field, sentence);
        }

        var (councils, partnerless) = await db.PartnersAsync(caller, cancellationToken);
        if (councils is null)
        {
            return partnerless!.ToProblem();
        }

        await db.Database.ExecuteSqlAsync(
            $"SELECT pg_advisory_xact_lock(hashtextextended('balance-terms/' || {string.Join('/', councils.Both)}, 0))", cancellationToken);
        var versions = await VersionsAsync(db, councils, cancellationToken);
        var by = await db.KeyHolderAsync(caller, cancellationToken);
        if (versions.LastOrDefault() is { SetBySignIn: { } officer } asked && asked.Council != caller.Council
            && asked.Content.IsAs(request) && by.Is(asked.Council, officer))
        {
            return new Refusal("one-person", $"Who asked for it for {asked.Council} is the same person. Ask another delegate.").ToProblem();
        }

        var terms = new BalanceTerms
        {
            Parties = councils.Both, Version = (versions.LastOrDefault()?.Version ?? 0) + 1, Content = request, Council = caller.Council,
            SetBy = caller.NameInRecords, SetBySignIn = caller.Subject, SetAt = clock.GetUtcNow(),
        };
        versions.Add(terms);
        var holds = BalanceTerms.InForce(versions) == terms;
        db.BalanceTerms.Add(terms);
        db.Notices.Add(Notice.To(councils.Other(caller.Council), NoticeKinds.BalanceTerms, $"version {terms.Version}",
            holds
                ? $"{terms.SetBy} of {caller.Council} agreed to thresholds and timetable of the agreement of balances."
                : $"{terms.SetBy} of {caller.Council} asks for thresholds and a timetable of the agreement of balances: they hold once your S151 "
                    + "delegate asks for the same.",
            terms.SetAt));
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(SetBalanceTerms), "agreement-of-balances", $"version {terms.Version}"));
        await db.SaveChangesAsync(cancellationToken);
        return holds ? TypedResults.Ok(AnswerOf(versions)) : TypedResults.Accepted((string?)null, AnswerOf(versions));
    }

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Read(
        RechargingDb db, Caller caller, CancellationToken cancellationToken)
    {
        var (councils, partnerless) = await db.PartnersAsync(caller, cancellationToken);
        return councils is null ? partnerless!.ToProblem() : TypedResults.Ok(AnswerOf(await VersionsAsync(db, councils, cancellationToken)));
    }

    private static Task<List<BalanceTerms>> VersionsAsync(RechargingDb db, CouncilPair councils, CancellationToken cancellationToken) =>
        db.BalanceTerms.AsNoTracking().Where(row => row.Parties == councils.Both).OrderBy(row => row.Version).ToListAsync(cancellationToken);

    private static Answer AnswerOf(List<BalanceTerms> versions)
    {
        var terms = BalanceTerms.InForce(versions);
        var waiting = versions.LastOrDefault() is { } last && last != terms
            ? new Asked(last.Version, last.Content, last.Council, last.SetBy, last.SetAt) : null;
        return terms is null
            ? new Answer(0, BalanceTermsContent.Usual, null, null, null, waiting)
            : new Answer(terms.Version, terms.Content, terms.Council, terms.SetBy, terms.SetAt, waiting);
    }

    private static (string Field, string Sentence)? Fault(BalanceTermsContent terms)
    {
        decimal[] pounds = [terms.SendBalancesGbp, terms.AgreeBalancesGbp, terms.SendIncomeGbp, terms.AgreeIncomeGbp];
        if (pounds.Any(amount => amount < 0 || decimal.Truncate(amount * 100) != amount * 100)
            || terms.SendBalancesGbp > terms.AgreeBalancesGbp || terms.SendIncomeGbp > terms.AgreeIncomeGbp)
        {
            return ("sendBalancesGbp", "Thresholds are pounds, not below nil; what has to be agreed is not below what has to be sent.");
        }

        if (terms.ResponseWorkingDays is < 1 or > 60)
        {
            return ("responseWorkingDays", "An answer has 1 to 60 working days.");
        }

        return terms.Milestones.Count is 0 or > Most || terms.Milestones.Any(IsOdd)
            ? ("milestones", $"1 to {Most} milestones, each for quarter, year-end or both, with what happens and either workingDays from "
                + "-60 to 120 or onDay such as 02-01.")
            : null;
    }

    private static bool IsOdd(Milestone milestone) =>
        milestone.For is not (Milestone.Quarter or Milestone.YearEnd or Milestone.Both) || milestone.What.Length is 0 or > 200
        || (milestone.WorkingDays is null) == (milestone.OnDay is null) || milestone.WorkingDays is < -60 or > 120
        || (milestone.OnDay is { } day
            && !DateOnly.TryParseExact($"2023-{day}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
}
