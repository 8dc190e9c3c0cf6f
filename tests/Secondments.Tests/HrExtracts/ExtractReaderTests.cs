using System.Text;
using Secondments.HrExtracts;
using Shouldly;
using Xunit;

namespace Secondments.Tests.HrExtracts;

public sealed class ExtractReaderTests
{
    private const string Header = "employee_no,employment_ref,post_title,spine,spine_point,full_time_salary,fte,pension_scheme,effective_from,last_day";
    private const string GoodRow = "100,HCC-E1,Officer,NJC,30,,1.0,LGPS,2023-04-01,";
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("10 0,HCC-E1,Officer,NJC,30,,1.0,LGPS,2023-04-01,", "employee_no", "not-a-reference")]
    [InlineData("QQ123456C,HCC-E1,Officer,NJC,30,,1.0,LGPS,2023-04-01,", "employee_no", "personal-data")]
    [InlineData("100,IWC-E1,Officer,NJC,30,,1.0,LGPS,2023-04-01,", "employment_ref", "another-councils-employment")]
    [InlineData("100,HCC-E1234567890123,Officer,NJC,30,,1.0,LGPS,2023-04-01,", "employment_ref", "not-a-reference")]
    [InlineData("100,HCC-E1,,NJC,30,,1.0,LGPS,2023-04-01,", "post_title", "not-a-title")]
    [InlineData("100,HCC-E1,Officer 12/03/1970,NJC,30,,1.0,LGPS,2023-04-01,", "post_title", "personal-data")]
    [InlineData("100,HCC-E1,Officer,NJC,30,,1.0,LGPS,01/04/2023,", "effective_from", "not-a-day")]
    [InlineData("100,HCC-E1,Officer,XYZ,30,,1.0,LGPS,2023-04-01,", "spine", "unknown-spine")]
    [InlineData("100,HCC-E1,Officer,NJC,44,,1.0,LGPS,2023-04-01,", "spine_point", "unknown-pay-point")]
    [InlineData("100,HCC-E1,Officer,NJC,1,,1.0,LGPS,2023-04-01,", "spine_point", "unknown-pay-point")]
    [InlineData("100,HCC-E1,Officer,NJC,,,1.0,LGPS,2023-04-01,", "spine_point", "unknown-pay-point")]
    [InlineData("100,HCC-E1,Officer,JNC-CO,3,90000,1.0,LGPS,2023-04-01,", "spine_point", "point-off-the-spine")]
    [InlineData("100,HCC-E1,Officer,JNC-CO,,,1.0,LGPS,2023-04-01,", "full_time_salary", "salary-missing")]
    [InlineData("100,HCC-E1,Officer,OFF-SPINE,,90000.005,1.0,LGPS,2023-04-01,", "full_time_salary", "salary-missing")]
    [InlineData("100,HCC-E1,Officer,NJC,30,,0,LGPS,2023-04-01,", "fte", "fte-outside-0-1")]
    [InlineData("100,HCC-E1,Officer,NJC,30,,1.0001,LGPS,2023-04-01,", "fte", "fte-outside-0-1")]
    [InlineData("100,HCC-E1,Officer,NJC,30,,-0.5,LGPS,2023-04-01,", "fte", "fte-outside-0-1")]
    [InlineData("100,HCC-E1,Officer,NJC,30,,1.0,USS,2023-04-01,", "pension_scheme", "unknown-pension-scheme")]
    [InlineData("100,HCC-E1,Officer,NJC,30,,1.0,LGPS,2023-04-01,2023-03-31", "last_day", "not-a-last-day")]
    [InlineData("100,HCC-E1,Officer,NJC,30,,1.0", "(row)", "malformed-row")]
    [InlineData("100,HCC-E1,Off\"icer,NJC,30,,1.0,LGPS,2023-04-01,", "(row)", "malformed-row")]
    public async Task ARowThatBreaksARule_IsNamedWithColumnAndRule(string row, string column, string rule)
    {
        var (taken, notTaken) = await Read($"{Header}\n{row}\n{GoodRow.Replace("HCC-E1", "HCC-E2", StringComparison.Ordinal)}\n");

        notTaken.Select(refused => (refused.Row, refused.Column, refused.Rule)).ShouldBe([(2, column, rule)]);
        taken.Single().EmploymentReference.ShouldBe("HCC-E2");
    }

    [Fact]
    public async Task APointThatTheSpineHadThen_IsTaken()
    {
        var (taken, _) = await Read($"{Header}\n100,HCC-E1,Officer,NJC,1,,1.0,LGPS,2023-03-31,\n");

        taken.Single().Pay.SpinePoint.ShouldBe(1);
    }

    [Fact]
    public async Task TwoRowsForOneEmploymentAndDay_LeaveTheSecondOut()
    {
        var (taken, notTaken) = await Read($"{Header}\n{GoodRow}\n{GoodRow}\n");

        taken.Count.ShouldBe(1);
        notTaken.Single().ShouldSatisfyAllConditions(
            refused => refused.Row.ShouldBe(3),
            refused => refused.Value.ShouldBe("HCC-E1"),
            refused => refused.Rule.ShouldBe("duplicate-row"));
    }

    [Theory]
    [InlineData("QQ123456C")]
    [InlineData("12345678")]
    [InlineData("12/03/1970")]
    public async Task APersonalValueInTheWrongColumn_IsNotRepeated(string value)
    {
        var (_, notTaken) = await Read($"{Header}\n100,HCC-E1,Officer,NJC,30,,{value},LGPS,2023-04-01,\n");

        notTaken.Single().Value.ShouldBe("(withheld)");
    }

    [Fact]
    public async Task ASalaryOnTheSpine_IsNotKept()
    {
        var (taken, _) = await Read($"{Header}\n100,HCC-E1,Officer,NJC,30,36298.00,1.0,LGPS,2023-04-01,\n");

        taken.Single().Pay.FullTimeSalaryGbp.ShouldBeNull();
    }

    [Fact]
    public async Task ColumnsInAnyOrder_AreReadByName()
    {
        var (taken, _) = await Read(
            "fte,spine,spine_point,full_time_salary,effective_from,pension_scheme,post_title,employment_ref,employee_no\n"
            + "0.6,NJC,36,,2023-04-01,LGPS,\"Officer, reviewing\",HCC-E1,100\n");

        taken.Single().Pay.ShouldBe(new Pay("NJC", 36, null, 0.6m, "LGPS"));
        taken.Single().PostTitle.ShouldBe("Officer, reviewing");
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("employee_no,employment_ref\n", "lacks post_title, spine")]
    [InlineData(Header + ",fte\n", "names fte more than once")]
    public async Task AHeaderThatCannotBeRead_IsNamed(string text, string sentence)
    {
        var reader = new ExtractReader(Bytes(text), "HCC");

        (await reader.ReadHeaderAsync(Stop)).ShouldNotBeNull().ShouldContain(sentence);
    }

    [Theory]
    [InlineData("ni_number")]
    [InlineData("NI Number")]
    [InlineData("NINO")]
    [InlineData("ni")]
    [InlineData("date_of_birth")]
    [InlineData("DateOfBirth")]
    [InlineData("bank_account")]
    [InlineData("sort-code")]
    [InlineData("home_address")]
    [InlineData("Postcode")]
    [InlineData("ethnicity")]
    [InlineData("ethnic_origin")]
    [InlineData("sickness")]
    [InlineData("sickness_detail")]
    public void AForbiddenColumn_IsKnownHoweverItIsWritten(string column) => ExtractColumns.IsForbidden(column).ShouldBeTrue();

    [Fact]
    public void NoColumnThatIsRead_IsForbidden() =>
        ExtractColumns.Required.Concat(ExtractColumns.Optional).ShouldAllBe(column => !ExtractColumns.IsForbidden(column));

    private static async Task<(List<ExtractRow> Taken, List<RowNotTaken> NotTaken)> Read(string text)
    {
        var reader = new ExtractReader(Bytes(text), "HCC");
        (await reader.ReadHeaderAsync(Stop)).ShouldBeNull();
        var (taken, refused) = (new List<ExtractRow>(), new List<RowNotTaken>());
        await foreach (var (row, notTaken) in reader.ReadRowsAsync(Stop))
        {
            if (row is not null)
            {
                taken.Add(row);
            }
            else
            {
                refused.Add(notTaken!);
            }
        }

        return (taken, refused);
    }

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));
}
