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
    public async Task TheRightFileAgain_AfterAWrongOne_PutsTheRightOneInForce()
    {
        var employment = Given.NewPerson();
        var right = Given.ExtractOf(employment, "NJC,30,,1.0,LGPS,2022-04-01,");
        var first = await _erp.SendExtract(right).Expect();
        await _erp.SendExtract(Given.ExtractOf(employment, "NJC,31,,0.5,LGPS,2022-04-01,2023-06-30")).Expect();

        var again = await _erp.SendExtract(right).Expect();

        again.GetProperty("extract").GetString().ShouldNotBe(first.GetProperty("extract").GetString());
        (await host.Service.ToldAsync<PayChanged>($"employment/{employment}")).Select(pay => (pay.SpinePoint, pay.Fte, pay.SourceExtract))
            .Last().ShouldBe((30, 1.0m, again.GetProperty("extract").GetString()!));
        var view = await host.HrOfficer("HCC").Read($"/employments/{employment}").Expect();
        view.GetProperty("lastDay").ValueKind.ShouldBe(JsonValueKind.Null);
        (await _erp.SendExtract(right).Expect()).GetRawText().ShouldBe(again.GetRawText());
    }

    [Fact]
    public async Task TheRightFileAgain_AfterAWrongOneWithALaterDay_SaysWhatStillHolds()
    {
        var employment = Given.NewPerson();
        var right = Given.ExtractOf(employment, "NJC,30,,1.0,LGPS,2022-04-01,");
        await _erp.SendExtract(right).Expect();
        var wrong = await _erp.SendExtract(Given.ExtractOf(employment, "NJC,31,,1.0,LGPS,2023-04-01,")).Expect();

        var again = await _erp.SendExtract(right).Expect();

        var holds = again.GetProperty("stillHolds").EnumerateArray().Single();
        holds.GetProperty("row").GetInt32().ShouldBe(2);
        holds.GetProperty("employmentReference").GetString().ShouldBe(employment);
        holds.GetProperty("sentence").GetString().ShouldBe(
            $"From 2023-04-01 on the pay in row 2 of {wrong.GetProperty("extract").GetString()} counts. Send a row with that day if it is wrong.");
    }

    [Fact]
    public async Task ALeavingCalledOff_IsToldAndTheEmploymentGoesOn()
    {
        var employment = Given.NewPerson();
        await _erp.SendExtract(Given.ExtractOf(employment, "NJC,30,,1.0,LGPS,2022-04-01,2023-06-30")).Expect();

        var answer = await _erp.SendExtract(Given.ExtractOf(employment, "NJC,30,,1.0,LGPS,2023-04-01,")).Expect();

        (await host.Service.ToldAsync<EmploymentContinued>($"employment/{employment}")).Select(stays => stays.LastDay)
            .ShouldBe([Day("2023-06-30")]);
        answer.GetProperty("stillHolds").GetArrayLength().ShouldBe(0);
        var view = await host.HrOfficer("HCC").Read($"/employments/{employment}").Expect();
        view.GetProperty("lastDay").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task ALastDayInTheEarlierRowOfAFile_IsCalledOffByTheLaterRow()
    {
        var employment = Given.NewPerson();

        await _erp.SendExtract(Given.ExtractOf(employment, "NJC,30,,1.0,LGPS,2022-04-01,2023-03-31")
            + $"{employment[4..]},{employment},Officer,NJC,31,,1.0,LGPS,2023-04-01,\n").Expect();

        (await host.Service.ToldAsync<EmploymentEnded>($"employment/{employment}")).ShouldBeEmpty();
        var view = await host.HrOfficer("HCC").Read($"/employments/{employment}").Expect();
        view.GetProperty("lastDay").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task AFileWithoutTheLastDayColumn_CallsNothingOffAndSaysSo()
    {
        var employment = Given.NewPerson();
        await _erp.SendExtract(Given.ExtractOf(employment, "NJC,30,,1.0,LGPS,2022-04-01,2023-06-30")).Expect();

        var answer = await _erp.SendExtract(Given.ExtractOf(employment, "NJC,30,,1.0,LGPS,2022-04-01,")
            .Replace(",last_day", "", StringComparison.Ordinal).Replace("2022-04-01,", "2022-04-01", StringComparison.Ordinal)).Expect();

        (await host.Service.ToldAsync<EmploymentContinued>($"employment/{employment}")).ShouldBeEmpty();
        answer.GetProperty("stillHolds").EnumerateArray().Single().GetProperty("sentence").GetString()!
            .ShouldStartWith("The last day stays 2023-06-30");
    }

    [Fact]
    public async Task AnotherEmployeeNumber_IsAnotherPersonAndIsTold()
    {
        var employment = Given.NewPerson();
        var file = Given.ExtractOf(employment);
        await _erp.SendExtract(file).Expect();

        await _erp.SendExtract(file.Replace($"\n{employment[4..]},", $"\n{employment[4..]}X,", StringComparison.Ordinal)).Expect();

        (await host.Service.ToldAsync<PersonEmployed>($"employment/{employment}")).Select(told => told.PersonReference)
            .ShouldBe([employment, $"{employment}X"]);
        var view = await host.HrOfficer("HCC").Read($"/employments/{employment}").Expect();
        view.GetProperty("employeeNumber").GetString().ShouldBe($"{employment[4..]}X");
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
