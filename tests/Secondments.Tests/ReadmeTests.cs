using Secondments.HrExtracts;
using ServiceDefaults.Messaging;
using Shouldly;
using Xunit;

namespace Secondments.Tests;

public sealed class ReadmeTests
{
    private static readonly EventMap<SecondmentsDb> Events = Mapped();

    [Fact]
    public void WeTell_IsWhatTheServicePublishes() =>
        Readme.Table("We tell").Select(row => $"Secondments.Contracts.{row[0]}").ShouldBe(Events.Published, ignoreOrder: true);

    [Fact]
    public void WeTell_IsEveryContract() =>
        Events.Published.ShouldBe(
            typeof(Contracts.PayChanged).Assembly.GetExportedTypes().Select(contract => contract.FullName!), ignoreOrder: true);

    [Fact]
    public void WeListenTo_IsWhatTheServiceHears() =>
        Readme.Table("We listen to").Select(row => $"Governance.Contracts.{row[0]}").ShouldBe(Events.Consumed, ignoreOrder: true);

    [Fact]
    public void ColumnsOfAnHrExtract_AreThoseThatAreRead() =>
        Readme.Table("Columns of an HR extract").Select(row => row[0])
            .ShouldBe([.. ExtractColumns.Required, .. ExtractColumns.Optional], ignoreOrder: true);

    [Fact]
    public void ColumnsOfAnHrExtract_EachHaveTheirRule() =>
        ExtractRow.Rules.Select(rule => rule.Column)
            .ShouldBe([.. ExtractColumns.Required, .. ExtractColumns.Optional], ignoreOrder: true);

    private static EventMap<SecondmentsDb> Mapped()
    {
        var events = new EventMap<SecondmentsDb>();
        SecondmentsEvents.Map(events);
        return events;
    }
}
