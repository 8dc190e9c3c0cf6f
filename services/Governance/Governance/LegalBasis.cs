using System.ComponentModel.DataAnnotations;

namespace Governance;

/// <summary>The legal vehicles between councils that the platform distinguishes, by the code that agreements carry.</summary>
public static class LegalBasis
{
    public static IReadOnlyDictionary<string, string> Names { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["s113"] = "Staff at another council's disposal, Local Government Act 1972 s.113",
        ["s101"] = "Delegation of a function, Local Government Act 1972 s.101",
        ["s9EA"] = "Delegation of an executive function, Local Government Act 2000 s.9EA",
        ["s102"] = "Joint committee, Local Government Act 1972 ss.101(5) and 102",
        ["1970-act"] = "Sale of services, Local Authorities (Goods and Services) Act 1970 s.1",
        ["direction"] = "Direction of the Secretary of State, Education Act 1996 s.497A and Children Act 2004 s.50"
    };
}

/// <summary>One of the codes of <see cref="LegalBasis"/>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class LegalBasisAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is string code && LegalBasis.Names.ContainsKey(code);

    public override string FormatErrorMessage(string name) =>
        $"{name} must be one of {string.Join(", ", LegalBasis.Names.Keys)}.";
}
