using ServiceDefaults;

namespace Secondments.HrExtracts;

/// <summary>What an operator watches of the HR systems' extracts.</summary>
internal static class HrExtractMeasures
{
    public static void AddHrExtractMeasures(this IServiceCollection services)
    {
        services.AddSingleton(Measure.OfTable("hr.extracts", "{extract}", "HR extracts imported", "SELECT count(*) FROM hr_extracts"));
        services.AddSingleton(Measure.OfTable(
            "hr.rows", "{row}", "Rows of HR extracts imported", "SELECT coalesce(sum(taken), 0) FROM hr_extracts"));
    }
}
