using System.ComponentModel.DataAnnotations;

namespace Governance;

/// <summary>Where a record comes from, and what in it is assumed because the source is silent.</summary>
public sealed record Provenance(
    [property: StringLength(400, MinimumLength = 1)] string Source,
    bool Assumed = false,
    [property: StringLength(400)] string? Assumption = null) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Assumed == string.IsNullOrWhiteSpace(Assumption))
        {
            yield return new ValidationResult(
                Assumed ? "Say what is assumed." : "Mark the record as assumed, or leave the assumption out.",
                [nameof(Assumption)]);
        }
    }
}
