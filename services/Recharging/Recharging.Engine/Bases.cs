namespace Recharging.Engine;

/// <summary>The closed list of ways in which a pool can be shared.</summary>
public static class Bases
{
    /// <summary>The clause says each share.</summary>
    public const string FixedPercent = "fixed-percent";

    /// <summary>All receivers alike.</summary>
    public const string Equal = "equal";

    /// <summary>Each cost names who bears it.</summary>
    public const string DirectActual = "direct-actual";

    /// <summary>Measured, or budgeted, at each receiver: the basis is the name of its driver.</summary>
    public static readonly IReadOnlyList<string> Drivers =
    [
        "fte-days", "headcount", "payroll-cost", "caseload", "pupil-numbers", "floor-area", "transactions", "time-recorded",
        "budget-quantum",
    ];

    public static readonly string[] All = [FixedPercent, .. Drivers, Equal, DirectActual];
}
