using Recharging.Engine.Facts;
using Recharging.Engine.Lines;
using Recharging.Facts;
using Values;

namespace Recharging.Agreeing;

/// <summary>Makes what is given back of a line a fact: the next run finds the position lower and posts the difference.</summary>
public static class AgreeCredit
{
    /// <param name="line">The line that is given back, in part or whole.</param>
    /// <param name="amount">More than nothing, at most the line's, whichever way the line goes.</param>
    /// <param name="dispute">Its reference; null when there is none.</param>
    /// <param name="reason">For both councils to read.</param>
    /// <param name="learnedAt">By the business clock.</param>
    public static Fact FactOf(StatementLine line, Money amount, string? dispute, string reason, DateTimeOffset learnedAt) => FactKinds.New(
        $"credits/{line.Reference}",
        new CreditAgreed(line.Reference, dispute, line.AgreementReference, line.Subject, line.SubjectKind, line.ServicePeriod.ToString(),
            line.Payee, line.Payer, PartsOf(line, amount), reason),
        line.Subject,
        line.ServicePeriod.IsClosingPeriod ? line.ServicePeriod.LastDay : line.ServicePeriod.Days.FirstDay,
        learnedAt,
        line.Parties);

    /// <summary>The amount over the line's components in proportion, to the penny; the whole line is its components.</summary>
    public static IReadOnlyList<CreditAgreed.Part> PartsOf(StatementLine line, Money amount)
    {
        if (amount == line.Amount.Abs())
        {
            return [.. line.Components.Select(part => new CreditAgreed.Part(part.Component, part.AmountGbp))];
        }

        var sign = line.Amount.IsNegative ? -1 : 1;
        var split = MoneySplit.ByWeights(amount, [.. line.Components.Select(part => Money.Pounds(part.AmountGbp).Abs().Pence)]);
        return [.. line.Components.Select((part, at) => new CreditAgreed.Part(part.Component, split[at].InPounds * sign))];
    }
}
