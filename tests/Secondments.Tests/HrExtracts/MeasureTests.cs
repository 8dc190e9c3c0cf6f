using Shouldly;
using Testing;
using Xunit;

namespace Secondments.Tests.HrExtracts;

public sealed class MeasureTests(SecondmentsHost host)
{
    [Fact]
    public async Task Extracts_AndTheirRows_AreCounted()
    {
        await using var alone = await host.StartAsync();
        using var erp = alone.Erp("HCC", "hr-extracts:write");
        (await alone.MeasuredAsync("hr.extracts")).ShouldBe(0);

        await erp.SendExtract(Given.ExtractOf(Given.NewPerson())).Expect();

        (await alone.MeasuredAsync("hr.extracts")).ShouldBe(1);
        (await alone.MeasuredAsync("hr.rows")).ShouldBe(1);
    }
}
