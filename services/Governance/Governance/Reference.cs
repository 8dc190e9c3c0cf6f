using System.ComponentModel.DataAnnotations;

namespace Governance;

/// <summary>A reference that people read and ledgers carry: at most 16 characters of A-Z, 0-9, hyphen and slash.</summary>
public sealed class ReferenceAttribute() : RegularExpressionAttribute("^[A-Z0-9][A-Z0-9/-]{0,15}$")
{
    public override string FormatErrorMessage(string name) =>
        $"{name} must be 1 to 16 characters: capital letters, digits, hyphens and slashes, starting with a letter or digit.";
}
