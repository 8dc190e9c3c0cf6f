using System.Globalization;
using Recharging.Engine.Facts;
using Values;

namespace Recharging.Engine;

/// <summary>A shared post that a fixed charge already pays for is on the statement at £0.00, so that nobody asks where it is.</summary>
public static class SharedPostCharges
{
    public static void Work(KnownFacts facts, CouncilPair councils, AccountingPeriod period, Calculation calculation)
    {
        foreach (var versions in facts.SharedPosts)
        {
            var last = period.Days.LastDay!.Value;
            if (KnownFacts.InForce(versions, version => version.EffectiveFrom, last) is not { } post
                || !councils.Are(post.Body.HomeCouncil, post.Body.HostCouncil)
                || !calculation.Scope.Covers(period, post.Body.PostReference))
            {
                continue;
            }

            var shared = Enumerable.Range(0, period.Days.Days)
                .Select(offset => period.Days.FirstDay.AddDays(offset))
                .Where(day => KnownFacts.InForce(versions, version => version.EffectiveFrom, day)?.Body.HostSharePercent > 0)
                .ToList();
            if (shared.Count == 0)
            {
                continue;
            }

            calculation.Try(() =>
            {
                var days = ChargeableDays.Of(facts, post.Body.AgreementReference, SubjectKinds.SharedPost, post.Body.PostReference,
                    new DateRange(shared[0], shared[^1]), calculation);
                if (days.Count > 0)
                {
                    var terms = new ClauseTerms(days[^1].Clause);
                    calculation.Add(new Charge
                    {
                        AgreementReference = post.Body.AgreementReference,
                        Subject = post.Body.PostReference,
                        SubjectKind = SubjectKinds.SharedPost,
                        ServicePeriod = period,
                        Payee = post.Body.HomeCouncil,
                        Payer = post.Body.HostCouncil,
                        Service = post.Body.Service,
                        Description = post.Body.Title,
                        Working = string.Create(CultureInfo.InvariantCulture,
                            $"{days.Count}/{period.Days.Days} calendar days, share {post.Body.HostSharePercent:0.####}%, ")
                            + $"covered by {terms.Text("coveredBy")}",
                        ClauseReference = terms.Reference,
                        CoveredBy = terms.Text("coveredBy"),
                        Vat = terms.Vat,
                        Components =
                        [
                            new ComponentPosition(
                                Components.Covered,
                                Money.Zero,
                                [.. councils.Both.Select(council => new PartyPosition(council, Money.Zero))],
                                () => new Explanation(Steps.Clause, $"Nothing to pay here: {terms.Text("coveredBy")} covers the post.", 0,
                                    $"{terms.Reference} version {terms.Fact.Body.Version}", terms.Fact.Sha256)),
                        ],
                        Authorities = () =>
                        [
                            .. ChargeableDays.Authorities(facts, post.Body.AgreementReference, [terms]),
                            new Explanation(Steps.Fact, $"{post.Body.Title} is shared from {post.Body.EffectiveFrom:d MMMM yyyy}.",
                                post.Body.HostSharePercent, post.Reference, post.Sha256),
                        ],
                    });
                }
            });
        }
    }
}
