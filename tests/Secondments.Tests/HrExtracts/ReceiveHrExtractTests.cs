using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Secondments.Contracts;
using Shouldly;
using Xunit;
using static Secondments.Tests.Days;

namespace Secondments.Tests.HrExtracts;

public sealed class ReceiveHrExtractTests(SecondmentsHost host)
{
    private readonly HttpClient _erp = host.Erp("HCC");

    [Fact]
    public async Task ANewEmployment_IsToldWithItsPay()
    {
        var employment = Given.NewPerson();

        var answer = await _erp.SendExtract(Given.ExtractOf(employment)).Expect();

        var told = (await host.Service.ToldAsync<PayChanged>($"employment/{employment}")).Single();
        told.EmployerCouncil.ShouldBe("HCC");
        (told.Spine, told.SpinePoint, told.Fte, told.EffectiveFrom).ShouldBe(("NJC", 30, 1.0m, Day("2022-04-01")));
        (told.SourceExtract, told.SourceRow).ShouldBe((answer.GetProperty("extract").GetString()!, 2));
    }

    [Fact]
    public async Task TheSameFileAgain_ChangesNothingAndGetsTheFirstAnswer()
    {
        var employment = Given.NewPerson();
        var first = await _erp.SendExtract(Given.ExtractOf(employment)).Expect();

        var again = await _erp.SendExtract(Given.ExtractOf(employment)).Expect();

        again.GetRawText().ShouldBe(first.GetRawText());
        (await host.Service.ToldAsync<PayChanged>($"employment/{employment}")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task AnotherFileWithTheSamePay_TellsNothing()
    {
        var employment = Given.NewPerson();
        await _erp.SendExtract(Given.ExtractOf(employment)).Expect();

        await _erp.SendExtract(Given.ExtractOf(employment, "NJC,30,,1.00,LGPS,2023-04-01,")).Expect();

        (await host.Service.ToldAsync<PayChanged>($"employment/{employment}")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task AnotherPoint_IsAddedAndToldOnce()
    {
        var employment = Given.NewPerson();
        await _erp.SendExtract(Given.ExtractOf(employment)).Expect();

        await _erp.SendExtract(Given.ExtractOf(employment, "NJC,31,,1.0,LGPS,2023-04-01,")).Expect();

        (await host.Service.ToldAsync<PayChanged>($"employment/{employment}")).Select(pay => pay.SpinePoint).ShouldBe([30, 31]);
        var view = await host.HrOfficer("HCC").Read($"/employments/{employment}").Expect();
        view.GetProperty("payFacts").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task ALeaversLastDay_IsToldOnce()
    {
        var employment = Given.NewPerson();
        await _erp.SendExtract(Given.ExtractOf(employment, "NJC,30,,1.0,LGPS,2022-04-01,2023-06-30")).Expect();
        await _erp.SendExtract(Given.ExtractOf(employment, "NJC,31,,1.0,LGPS,2023-04-01,2023-06-30")).Expect();

        (await host.Service.ToldAsync<EmploymentEnded>($"employment/{employment}")).Select(ended => ended.LastDay)
            .ShouldBe([Day("2023-06-30")]);
    }

    [Fact]
    public async Task RowsThatBreakARule_AreNamedAndTheRestCounts()
    {
        var (good, bad) = (Given.NewPerson(), Given.NewPerson());

        var answer = await _erp.SendExtract($"{Given.ExtractOf(good)}1,{bad},Officer,NJC,99,,1.0,LGPS,2022-04-01,\n").Expect();

        answer.GetProperty("rows").GetInt32().ShouldBe(2);
        answer.GetProperty("taken").GetInt32().ShouldBe(1);
        var refused = answer.GetProperty("notTaken").EnumerateArray().Single();
        refused.GetProperty("row").GetInt32().ShouldBe(3);
        refused.GetProperty("column").GetString().ShouldBe("spine_point");
        refused.GetProperty("value").GetString().ShouldBe("99");
        refused.GetProperty("rule").GetString().ShouldBe("unknown-pay-point");
        await host.HrOfficer("HCC").Read($"/employments/{good}").Expect();
        await host.HrOfficer("HCC").Read($"/employments/{bad}").Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task AnotherCouncilsEmployment_IsRefusedRowByRow()
    {
        var employment = await new Given(host).AnEmployment("IWC");

        var answer = await _erp.SendExtract(Given.ExtractOf(employment, "NJC,2,,1.0,LGPS,2022-04-01,")).Expect();

        answer.GetProperty("notTaken")[0].GetProperty("rule").GetString().ShouldBe("another-councils-employment");
        (await host.Service.ToldAsync<PayChanged>($"employment/{employment}")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task AHeaderWithoutANeededColumn_IsInvalid() => await _erp.SendExtract("employee_no,fte\n1,1\n").ExpectInvalid("header");

    [Fact]
    public async Task BytesThatAreNotUtf8_AreInvalid()
    {
        using var content = new ByteArrayContent([.. System.Text.Encoding.UTF8.GetBytes(Given.Header + "\n"), 0xC3, 0x28, 0x0A]);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");

        await _erp.PostAsync($"{SecondmentsHost.Path}/hr-extracts", content, TestContext.Current.CancellationToken).ExpectInvalid("body");
    }

    [Fact]
    public async Task TheSameKeyWithAnotherFile_IsRefused()
    {
        var key = $"{Guid.NewGuid()}";
        await _erp.SendExtract(Given.ExtractOf(Given.NewPerson()), key).Expect();

        await _erp.SendExtract(Given.ExtractOf(Given.NewPerson()), key).Expect(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task AnOfficer_MayNotSendAnExtract() =>
        await host.HrApprover("HCC").SendExtract(Given.ExtractOf(Given.NewPerson())).Expect(HttpStatusCode.Forbidden);

    [Fact]
    public async Task AnErpClientWithAnotherScope_MayNotSendAnExtract() =>
        await host.Service.Erp("HCC", "ledger:write").SendExtract(Given.ExtractOf(Given.NewPerson())).Expect(HttpStatusCode.Forbidden);

    [Fact]
    public async Task AStranger_MayNotSendAnExtract()
    {
        using var answer = await host.Service.Stranger().SendExtract(Given.ExtractOf(Given.NewPerson()));

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
