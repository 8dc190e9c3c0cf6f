using System.Globalization;
using Recharging.Engine.Facts;

namespace Recharging.Engine;

/// <summary>Within how many days a statement and its invoices are paid.</summary>
public static class PaymentTerms
{
    /// <summary>In days, the shortest terms of the agreements' settlement clauses that rule on the day; null when none gives any.</summary>
    public static int? ShortestDays(KnownFacts facts, IEnumerable<string> agreements, DateOnly day) => agreements
        .Select(agreement => facts.Clause(agreement, "settlement", day))
        .Select(clause => clause is null ? null : new ClauseTerms(clause).Find("paymentTermsDays"))
        .Select(days => int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var terms) ? terms : (int?)null)
        .Min();
}
