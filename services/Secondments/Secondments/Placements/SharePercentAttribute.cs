using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Secondments.Placements;

/// <summary>A share as the councils agree it: at most 100 %, at most four decimals, and 0 only where sharing may end.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class SharePercentAttribute : ValidationAttribute
{
    public bool MayBeZero { get; init; }

    public override bool IsValid(object? value) =>
        value is decimal percent && percent <= 100 && (percent > 0 || (MayBeZero && percent == 0)) && percent * 10_000 % 1 == 0;

    public override string FormatErrorMessage(string name) => string.Create(CultureInfo.InvariantCulture,
        $"Give a share {(MayBeZero ? "from 0" : "above 0")} to 100 per cent with at most four decimals.");
}
