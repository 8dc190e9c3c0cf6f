using SchoolSupport.Schools;
using Values;

namespace SchoolSupport.Tests.Schools;

public sealed class SchoolTests
{
    private static readonly DateRange Term = new(new DateOnly(2023, 4, 17), new DateOnly(2023, 7, 21));

    [Theory]
    [InlineData("Open", "2011-09-01", null, null)]
    [InlineData("Open", null, null, null)]
    [InlineData("Open, but proposed to close", "2011-09-01", null, null)]
    [InlineData("Open, but proposed to close", "2011-09-01", "2023-08-31", null)]
    [InlineData("Closed", "2011-09-01", "2023-08-31", null)]
    [InlineData("Closed", "2011-09-01", null, "school-closed")]
    [InlineData("closed", null, null, "school-closed")]
    [InlineData("Closed", "2011-09-01", "2023-05-31", "school-closes")]
    [InlineData("Proposed to open", null, null, "school-not-open")]
    [InlineData("Proposed to open", "2023-04-01", null, "school-not-open")]
    public void School_IsCommissionedForOnlyWhileItIsOpen(string status, string? opened, string? closed, string? refusal) =>
        (new School
        {
            Urn = "960001", Name = "Made-up School", LaCode = "921", TypeCode = "1", TypeGroupCode = "4", Status = status,
            OpenedOn = Day(opened), ClosedOn = Day(closed),
        }.Refuse(Term)?.Code).ShouldBe(refusal);

    private static DateOnly? Day(string? day) =>
        day is null ? null : DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
