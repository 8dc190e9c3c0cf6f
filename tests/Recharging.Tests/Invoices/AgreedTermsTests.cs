using Governance.Contracts;
using Recharging.Engine.Facts;
using Recharging.Settling;

namespace Recharging.Tests.Invoices;

/// <summary>An invoice is due by the same reading of the clauses as its statement.</summary>
public sealed class AgreedTermsTests
{
    [Theory]
    [InlineData("2023-04-30", 30)]
    [InlineData("2023-05-31", 14)]
    [InlineData("2023-06-01", null)]
    public void AVersionThatHasEnded_LeavesNoTerms_AndTheOneBeforeItDoesNotReturn(string today, int? days)
    {
        var first = Given.AClause("C9", "settlement", "2018-07-01", ("paymentTermsDays", "30"));
        var second = first with
        {
            Version = 2, EffectiveFrom = Given.Day("2023-05-01"), EffectiveUntil = Given.Day("2023-05-31"),
            Parameters = new Dictionary<string, string> { ["paymentTermsDays"] = "14" },
        };

        var terms = new AgreedTerms([new Known<ClauseAgreed>(1, "", first), new Known<ClauseAgreed>(2, "", second)]);

        terms.PaymentTermsDays(["SP-2018"], Given.Day(today)).ShouldBe(days);
    }
}
