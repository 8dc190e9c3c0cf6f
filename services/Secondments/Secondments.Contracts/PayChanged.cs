namespace Secondments.Contracts;

/// <summary>
/// A pay fact of the home council: a point of a national spine, whose pounds are Recharging's rates, or a salary off the spine.
/// Holds for every day from <see cref="EffectiveFrom"/> until the next one.
/// </summary>
public sealed record PayChanged
{
    public required string EmploymentReference { get; init; }

    public required string EmployerCouncil { get; init; }

    public required DateOnly EffectiveFrom { get; init; }

    /// <summary><c>NJC</c>, <c>JNC-CO</c> (chief officers) or <c>OFF-SPINE</c>.</summary>
    public required string Spine { get; init; }

    /// <summary>The point of the spine, null off the spine.</summary>
    public required int? SpinePoint { get; init; }

    /// <summary>Full-time annual salary in pounds, only off the spine or for chief officers.</summary>
    public required decimal? FullTimeSalaryGbp { get; init; }

    /// <summary>Contracted hours over full-time hours, above 0 and at most 1, at most four decimals.</summary>
    public required decimal Fte { get; init; }

    /// <summary><c>LGPS</c>, <c>TPS</c> or <c>NONE</c>.</summary>
    public required string PensionScheme { get; init; }

    /// <summary>The extract that said so and the row in it, for the explanation of a charge.</summary>
    public required string SourceExtract { get; init; }

    public required int SourceRow { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}
