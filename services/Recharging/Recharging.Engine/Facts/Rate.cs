using System.Text.Json.Serialization;

namespace Recharging.Engine.Facts;

/// <summary>How sure a rate is. Only an agreed one is charged; the less sure come first.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RateStatus>))]
public enum RateStatus
{
    [JsonStringEnumMemberName("budgeted")] Budgeted,
    [JsonStringEnumMemberName("offered")] Offered,
    [JsonStringEnumMemberName("agreed")] Agreed,
}

/// <summary>What a point of a national spine is paid, full time, a year. A pay award is new rows of these; a point that is deleted has
/// a last day.</summary>
public sealed record SpineRate(
    string Spine, int Point, DateOnly EffectiveFrom, decimal AnnualGbp, RateStatus Status, DateOnly? AgreedOn, string Source,
    DateOnly? EffectiveUntil = null);

/// <summary>Employer's National Insurance: a rate on the pay above a threshold, published for the year and for the month.</summary>
public sealed record NationalInsuranceRate(
    DateOnly EffectiveFrom, decimal RatePercent, decimal AnnualThresholdGbp, RateStatus Status, DateOnly? AgreedOn, string Source,
    decimal? MonthlyThresholdGbp = null, ContractedOutRebate? Rebate = null);

/// <summary>What an employer paid less for members of a salary-related scheme until 5 April 2016, on the pay within a band.</summary>
public sealed record ContractedOutRebate(
    decimal Percent, decimal AnnualFromGbp, decimal AnnualToGbp, decimal MonthlyFromGbp, decimal MonthlyToGbp);

/// <summary>What an employer pays into a pension scheme, as a percentage of pay. The lump sum for past service is one sum of money for
/// the whole employer; its officers say it as a percentage of their pensionable pay.</summary>
public sealed record PensionRate(
    string Employer, string Scheme, DateOnly EffectiveFrom, decimal RatePercent, RateStatus Status, DateOnly? AgreedOn, string Source,
    decimal? LumpSumPercent = null);

/// <summary>The apprenticeship levy, as a percentage of pay; the employer's allowance is not spread over persons.</summary>
public sealed record LevyRate(DateOnly EffectiveFrom, decimal RatePercent, RateStatus Status, DateOnly? AgreedOn, string Source);
