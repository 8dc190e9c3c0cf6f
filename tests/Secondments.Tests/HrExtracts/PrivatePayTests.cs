using System.Text.Json;
using Shouldly;
using Testing;
using Xunit;

namespace Secondments.Tests.HrExtracts;

/// <summary>Of a person lent to the other council, pay is read by HR and finance at home, by nobody else, whatever is asked for.</summary>
public sealed class PrivatePayTests(SecondmentsHost host)
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    private static readonly string[] Pay = ["87654.32", "0.7321"];
    private static readonly string[] ReadersOfPay = ["finance-officer", "s151-delegate", "hr-officer", "hr-approver"];

    [Fact]
    public async Task NoReadByAnyone_ShowsPayThatIsNotForThem()
    {
        var given = new Given(host);
        var employment = Given.NewPerson();
        await host.Erp("HCC").SendExtract(Given.ExtractOf(employment, "OFF-SPINE,,87654.32,0.7321,LGPS,2022-04-01,")).Expect();
        var secondment = await given.AnActiveSecondment(employment);
        using var stranger = host.Service.Stranger();
        using var document = JsonDocument.Parse(await stranger.GetStringAsync($"{SecondmentsHost.Path}/openapi.json", Stop));
        var addresses = document.RootElement.GetProperty("paths").EnumerateObject().Where(path => path.Value.TryGetProperty("get", out _))
            .Select(path => path.Name.Replace("{reference}",
                path.Name.Contains("employments", StringComparison.Ordinal) ? employment : secondment, StringComparison.Ordinal)).ToList();
        var (leaks, seen) = (new List<string>(), 0);

        foreach (var signIn in RolesTable.SignIn.All())
        {
            using var client = signIn.IsClient
                ? host.Service.Erp(signIn.Council, signIn.RolesOrScopes)
                : host.Service.Officer(signIn.Council, signIn.Name, signIn.RolesOrScopes);
            var reads = signIn.Council == "HCC" && signIn.RolesOrScopes.Intersect(ReadersOfPay).Any();
            foreach (var address in addresses)
            {
                using var answer = await client.GetAsync(address, Stop);
                var told = await answer.Content.ReadAsStringAsync(Stop);
                var shown = Pay.Where(word => told.Contains(word, StringComparison.Ordinal)).ToList();
                seen += reads ? shown.Count : 0;
                leaks.AddRange(reads ? [] : shown.Select(word => $"{signIn.Name} of {signIn.Council} reads {word} at {address}"));
            }
        }

        leaks.ShouldBeEmpty();
        seen.ShouldBeGreaterThan(0);
    }
}
