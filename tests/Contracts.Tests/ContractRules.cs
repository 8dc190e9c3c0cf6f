using System.Reflection;
using System.Runtime.CompilerServices;

namespace Contracts.Tests;

/// <summary>What every contract keeps to, so that another team can code against the file alone.</summary>
public sealed class ContractRules
{
    private static readonly string[] UnitsOfDecimals = ["Gbp", "Percent", "Days", "DaysCommissioned", "Fte"];

    /// <summary>Words for something that has happened which do not end in -ed.</summary>
    private static readonly string[] OtherPastTenses = ["InForce"];

    public static TheoryData<string> Publishers => new(Publisher.All.Select(publisher => publisher.Name));

    public static TheoryData<string> Events =>
        new(Publisher.All.SelectMany(publisher => publisher.Events).Select(type => type.FullName!));

    [Theory]
    [MemberData(nameof(Publishers))]
    public void Project_ReferencesNothingButTheRuntime(string name) =>
        Named(name).Contracts.GetReferencedAssemblies()
            .ShouldAllBe(assembly => assembly.Name!.StartsWith("System.", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Publishers))]
    public void Project_HoldsEventsOnly_OneToAFile(string name)
    {
        var publisher = Named(name);
        var folder = Path.GetDirectoryName(publisher.SourceOf(publisher.Events[0]))!;

        Directory.EnumerateFiles(folder, "*.cs").Select(Path.GetFileNameWithoutExtension)
            .ShouldBe(publisher.Events.Select(type => type.Name), ignoreOrder: true);
        publisher.Events.ShouldAllBe(type => type.Namespace == $"{publisher.Service}.Contracts");
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Event_IsASealedRecordOfItsOwn(string fullName)
    {
        var type = Event(fullName).Type;

        type.IsSealed.ShouldBeTrue();
        type.BaseType.ShouldBe(typeof(object));
        type.GetMethod("<Clone>$").ShouldNotBeNull("Not a record.");
        type.GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
            .ShouldAllBe(method => method.IsSpecialName || method.IsDefined(typeof(CompilerGeneratedAttribute)), "A contract has no behaviour.");
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void EveryProperty_IsRequiredAndSetOnce(string fullName)
    {
        foreach (var property in Event(fullName).Type.GetProperties())
        {
            property.IsDefined(typeof(RequiredMemberAttribute)).ShouldBeTrue($"{property.Name} is not required.");
            property.SetMethod.ShouldNotBeNull($"{property.Name} has no init.")
                .ReturnParameter.GetRequiredCustomModifiers().ShouldContain(typeof(IsExternalInit), $"{property.Name} can be set again.");
        }
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void EveryDecimal_SaysItsUnit(string fullName) =>
        Event(fullName).Type.GetProperties()
            .Where(property => property.PropertyType == typeof(decimal) || property.PropertyType == typeof(decimal?)
                || property.PropertyType == typeof(IReadOnlyDictionary<string, decimal>))
            .ShouldAllBe(property => UnitsOfDecimals.Any(unit => property.Name.EndsWith(unit, StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Events))]
    public void Event_SaysWhenItOccurred(string fullName) =>
        Event(fullName).Type.GetProperty("OccurredAt")?.PropertyType.ShouldBe(typeof(DateTimeOffset));

    [Theory]
    [MemberData(nameof(Events))]
    public void Event_IsNamedInThePastTenseAndSummedUpInASentence(string fullName)
    {
        var (publisher, type) = Event(fullName);

        (type.Name.EndsWith("ed", StringComparison.Ordinal) || OtherPastTenses.Any(word => type.Name.EndsWith(word, StringComparison.Ordinal)))
            .ShouldBeTrue($"{type.Name} does not say what has happened.");
        Summary.OfEvent(File.ReadAllText(publisher.SourceOf(type)))
            .ShouldNotBeNull($"{type.Name} has no summary.")
            .ShouldEndWith(".");
    }

    private static Publisher Named(string name) => Publisher.All.Single(publisher => publisher.Name == name);

    private static (Publisher Publisher, Type Type) Event(string fullName) =>
        Publisher.All.SelectMany(publisher => publisher.Events.Select(type => (publisher, type))).Single(found => found.type.FullName == fullName);
}
