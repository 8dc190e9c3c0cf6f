using System.Globalization;
using System.Text.Json.Nodes;

namespace Demonstration.Story;

/// <summary>People and posts that serve the other council: pay facts from each HR extract, then the lending, agreed by both sides.</summary>
internal sealed class Lending(Cast cast)
{
    public async Task PlayAsync()
    {
        foreach (var council in new[] { "HCC", "IWC" })
        {
            var erp = await cast.NamedAsync($"{council} erp");
            var file = $"secondments/{council.ToLower(CultureInfo.InvariantCulture)}-hr-extract-2023-04.csv";
            await erp.PostCsvAsync("secondments/v1/hr-extracts", await DataFiles.ReadAsync(file));
        }

        // Chief officers' award, agreed on 5 May 2023: in time for April's statement.
        var chiefOfficers = await DataFiles.ReadAsync("secondments/hcc-hr-extract-2023-05.csv");
        await (await cast.NamedAsync("HCC erp")).PostCsvAsync("secondments/v1/hr-extracts", chiefOfficers);

        foreach (var person in await DataFiles.ReadJsonAsync("secondments/secondments.json"))
        {
            var reference = await AgreeAsync(person!);
            await StartAsync(person!, reference);
        }

        foreach (var post in await DataFiles.ReadJsonAsync("secondments/shared-posts.json"))
        {
            var home = await cast.NamedAsync($"{post!["homeCouncil"]} hrapprover");
            await home.PostJsonAsync("secondments/v1/shared-posts", post);
        }
    }

    /// <summary>Proposed, approved by both councils, consulted on, signed by all three.</summary>
    public async Task<string> AgreeAsync(JsonNode person)
    {
        var proposal = person["proposal"]!;
        var officer = await cast.NamedAsync($"{proposal["homeCouncil"]} hr");
        var home = await cast.NamedAsync($"{proposal["homeCouncil"]} hrapprover");
        var host = await cast.NamedAsync($"{proposal["hostCouncil"]} hrapprover");

        var secondment = await officer.PostJsonAsync("secondments/v1/secondments", proposal);
        var reference = secondment["reference"]!.GetValue<string>();
        var path = PathOf(reference);
        await home.PostAsync($"{path}/approval", new { });
        await host.PostAsync($"{path}/approval", new { });
        await officer.PostJsonAsync($"{path}/consultation", person["consultation"]!);
        foreach (var signature in person["signatures"]!.AsArray())
        {
            var side = signature!["signatory"]!.GetValue<string>() == "host" ? host : home;
            await side.PostJsonAsync($"{path}/signature", signature);
        }

        return reference;
    }

    public async Task StartAsync(JsonNode person, string reference)
    {
        var officer = await cast.NamedAsync($"{person["proposal"]!["homeCouncil"]} hr");
        await officer.PostJsonAsync($"{PathOf(reference)}/start", person["start"]!);
    }

    private static string PathOf(string reference) => $"secondments/v1/secondments/{reference}";
}
