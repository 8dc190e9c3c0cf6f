using Values;

namespace Secondments.HrExtracts;

/// <summary>One contract of one person with the home council, as little of it as placing and charging need.</summary>
public sealed class Employment
{
    /// <summary>Opaque to everyone else; begins with its council's code.</summary>
    public required string Reference { get; init; }

    public required string Council { get; init; }

    /// <summary>The home council's own number of the person, who may have several employments.</summary>
    public required string EmployeeNumber { get; set; }

    /// <summary>Whose employment it was last told to be; null while nobody was told.</summary>
    public string? PersonTold { get; set; }

    public required string PostTitle { get; set; }

    /// <summary>Included; null while the person is employed.</summary>
    public DateOnly? LastDay { get; set; }

    /// <summary>A person cannot be placed after the employment's last day.</summary>
    public Refusal? RefusePlacement(DateOnly lastDay) => lastDay > LastDay
        ? new Refusal("employment-ends", $"The employment ends on {LastDay:yyyy-MM-dd}, before the last day asked for.")
        : null;
}
