using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Facts;

namespace Recharging.Tests.Engine;

/// <summary>Why staff is supplied, how that is treated for VAT, and on whose word: a table that an officer can read.</summary>
public sealed class VatSupplyTests
{
    private static readonly string[][] Table =
        [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Engine", "vat-supplies.csv")).Skip(1).Select(row => row.Split(','))];

    public static TheoryData<string, string, string> Rows =>
        new(Table.SelectMany(row => "SOEZN".Select(treatment => (row[0], treatment.ToString(), row[1]))));

    [Theory]
    [MemberData(nameof(Rows))]
    public void Supply_IsClassified_OnlyAsTheTableSays(string supply, string treatment, string right) =>
        new VatTerms(treatment, 20m, "Reviewed", "VAT officer", "2023-03-20", supply).IsClassified.ShouldBe(treatment == right);

    [Fact]
    public void Reason_CitesTheAuthority()
    {
        VatSupply.All.Select(supply => supply.Name).ShouldBe(Table.Select(row => row[0]), ignoreOrder: true);
        foreach (var row in Table)
        {
            new VatTerms(row[1], 20m, "Reviewed", null, null, row[0]).CitedReason!.ShouldSatisfyAllConditions(
                reason => reason.ShouldStartWith("Reviewed"), reason => reason.ShouldContain(row[2]));
        }
    }

    [Fact]
    public void Clause_ThatIsSilent_RestsOnItsOfficersReason()
    {
        var terms = new VatTerms("Z", 0m, "Printed matter", "VAT officer", "2023-03-20");

        (terms.IsClassified, terms.CitedReason).ShouldBe((true, "Printed matter"));
        new VatTerms(null, 0m, null, null, null).IsClassified.ShouldBeFalse();
        new VatTerms("REVIEW", 0m, null, null, null).IsClassified.ShouldBeFalse();
    }

    /// <summary>A run issues nothing while one line is not classified: of another kind, or treated as its kind is not.</summary>
    [Theory]
    [InlineData("other", "S")]
    [InlineData("teaching-staff", "O")]
    [InlineData("unheard-of", "O")]
    public void Line_WhoseSupplyIsNotTreatedSo_WaitsForAVatOfficer(string supply, string treatment)
    {
        var clause = Given.AClause("C3", "secondment", "2018-07-01", ("partMonth", "calendar-days"), ("vatTreatment", treatment),
            ("vatRatePercent", "20"), ("vatSupply", supply));

        new ClauseTerms(new Known<Governance.Contracts.ClauseAgreed>(1, "hash", clause)).Vat.IsClassified.ShouldBeFalse();
    }
}
