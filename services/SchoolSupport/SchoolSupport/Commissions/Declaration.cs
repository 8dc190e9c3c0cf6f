namespace SchoolSupport.Commissions;

/// <summary>An adviser's declaration of interests towards the school.</summary>
public sealed class Declaration
{
    public required string CommissionReference { get; init; }

    public required List<string> Parties { get; init; }

    public required string Adviser { get; init; }

    public required DateOnly DeclaredOn { get; init; }

    /// <summary>True refuses the adviser, so no declaration that is kept says so.</summary>
    public bool HasConflict { get; init; }

    public required string Statement { get; init; }
}
