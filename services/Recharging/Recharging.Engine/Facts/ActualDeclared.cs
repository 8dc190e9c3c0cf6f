using Values;

namespace Recharging.Engine.Facts;

/// <summary>What a fixed charge, paid month by month on budget, turned out to cost over some months of one financial year.</summary>
/// <param name="FirstPeriod">For example <c>2023/24-P01</c>.</param>
/// <param name="Source">Where the other council can look it up, for example a ledger's outturn report.</param>
public sealed record ActualDeclared(
    string AgreementReference, string Charge, string FirstPeriod, string LastPeriod, decimal ActualGbp, string Source)
{
    /// <summary>From the first to the last period, both months.</summary>
    public IReadOnlyList<AccountingPeriod> Months()
    {
        var (first, last) = (AccountingPeriod.Parse(FirstPeriod), AccountingPeriod.Parse(LastPeriod));
        return [.. first.Year.Periods.Where(month => month >= first && month <= last)];
    }
}
