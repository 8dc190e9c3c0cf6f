using System.Reflection;
using Governance.Contracts;
using Recharging.Contracts;
using SchoolSupport.Contracts;
using Secondments.Contracts;

namespace Contracts.Tests;

/// <summary>A service that tells events: its name on the wire and all that its .Contracts project holds.</summary>
internal sealed record Publisher(string Name, string Service, Assembly Contracts)
{
    public static IReadOnlyList<Publisher> All { get; } =
    [
        new("governance", "Governance", typeof(DecisionRecorded).Assembly),
        new("secondments", "Secondments", typeof(SecondmentStarted).Assembly),
        new("school-support", "SchoolSupport", typeof(CommissionAgreed).Assembly),
        new("recharging", "Recharging", typeof(StatementIssued).Assembly),
    ];

    public string Exchange => $"{Name}.events";

    public IReadOnlyList<Type> Events => [.. Contracts.GetExportedTypes().OrderBy(type => type.Name, StringComparer.Ordinal)];

    /// <summary>Where a developer finds the event.</summary>
    public string SourceOf(Type @event) =>
        Path.Combine(Repository.Root, "services", Service, $"{Service}.Contracts", $"{@event.Name}.cs");
}
