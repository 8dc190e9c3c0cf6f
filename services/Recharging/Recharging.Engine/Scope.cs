using Values;

namespace Recharging.Engine;

/// <summary>
/// What a calculation has to look at. What is due for a month that was run before can have changed only for subjects that something
/// was learned of since; the months that are new are worked out for everyone.
/// </summary>
/// <param name="FirstPeriod">The first service period that is charged at all.</param>
/// <param name="FirstNewPeriod">From here on nothing was ever charged.</param>
/// <param name="LastPeriod">The billing period; included.</param>
/// <param name="Touched">Whom something was learned of since the last run; null when it may be everyone.</param>
public sealed record Scope(
    AccountingPeriod FirstPeriod, AccountingPeriod FirstNewPeriod, AccountingPeriod LastPeriod, IReadOnlySet<string>? Touched)
{
    public static Scope Everything(AccountingPeriod first, AccountingPeriod last) => new(first, first, last, null);

    /// <summary>One subject in one month that was charged before.</summary>
    public static Scope Only(string subject, AccountingPeriod period) =>
        new(period, period.Next, period, new HashSet<string>(StringComparer.Ordinal) { subject });

    public bool Covers(AccountingPeriod period, string subject) =>
        Touched is null || period >= FirstNewPeriod || Touched.Contains(subject);
}
