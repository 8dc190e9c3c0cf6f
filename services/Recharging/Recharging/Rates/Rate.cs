using System.Text.Json.Serialization;

namespace Recharging.Rates;

/// <summary>How sure a rate is. Only an agreed one is charged.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RateStatus>))]
public enum RateStatus
{
    [JsonStringEnumMemberName("budgeted")] Budgeted,
    [JsonStringEnumMemberName("offered")] Offered,
    [JsonStringEnumMemberName("agreed")] Agreed,
}

/// <summary>What a point of a national spine is paid, full time, a year. A pay award is new rows of these.</summary>
public sealed record SpineRate(
    string Spine, int Point, DateOnly EffectiveFrom, decimal AnnualGbp, RateStatus Status, DateOnly? AgreedOn, string Source);

/// <summary>Employer's National Insurance: a rate on the pay above a threshold.</summary>
public sealed record NationalInsuranceRate(
    DateOnly EffectiveFrom, decimal RatePercent, decimal AnnualThresholdGbp, RateStatus Status, DateOnly? AgreedOn, string Source);

/// <summary>What an employer pays into a pension scheme, as a percentage of pay; lump sums for past service stay out.</summary>
public sealed record PensionRate(
    string Employer, string Scheme, DateOnly EffectiveFrom, decimal RatePercent, RateStatus Status, DateOnly? AgreedOn, string Source);

/// <summary>The apprenticeship levy, as a percentage of pay; the employer's allowance is not spread over persons.</summary>
public sealed record LevyRate(DateOnly EffectiveFrom, decimal RatePercent, RateStatus Status, DateOnly? AgreedOn, string Source);
