using SchoolSupport.Schools;

namespace SchoolSupport.Tests.Schools;

public sealed class CustomerTests
{
    [Theory]
    [InlineData("4", "1", "Council School")]
    [InlineData("4", "5", "Council School")]
    [InlineData("5", "7", "Council School")]
    [InlineData("5", "12", "Council School")]
    [InlineData("5", "8", "School")]
    [InlineData("10", "28", "Trust")]
    [InlineData("10", "34", "Trust")]
    [InlineData("11", "35", "Trust")]
    [InlineData("3", "11", "School")]
    public void Customer_FollowsTheTypeOfTheSchool(string group, string type, string customers)
    {
        var school = new School { Urn = "136012", Name = "A school", LaCode = "921", TypeCode = type, TypeGroupCode = group, Status = "Open" };

        string.Join(' ', Customer.MayBe(school)).ShouldBe(customers);
        foreach (var funder in Enum.GetValues<Funder>())
        {
            (Customer.Refuse(school, funder) is null).ShouldBe(customers.Split(' ').Contains(funder.ToString()));
        }
    }
}
