namespace Recharging.Tests.Accruals;

/// <summary>Business time may stand still while officers work: what came first is not read from the clock.</summary>
public sealed class SameInstantTests(YearHost year) : IClassFixture<YearHost>
{
    [Fact]
    public async Task Accrual_PreparedInTheInstantARunWasOpened_IsApproved_AndRefusedOnceALaterRunIsOpen()
    {
        await year.OnAsync(Given.Day("2023-05-31"));
        await year.IssueAsync("2023/24-P01");
        await AprilHost.PostAsync(year.Hcc, "/accruals", new { period = "2023/24-P02" });

        await AprilHost.PostAsync(year.Approver, "/accruals/2023-24-P02/approval");

        await year.OnAsync(Given.Day("2023-07-31"));
        await AprilHost.PostAsync(year.Hcc, "/accruals", new { period = "2023/24-P03" });
        await AprilHost.PostAsync(year.Hcc, "/runs", new { period = "2023/24-P04" });
        (await YearHost.RefusedAsync(year.Approver, "/accruals/2023-24-P03/approval")).ShouldBe("accrual-out-of-date");
    }
}
