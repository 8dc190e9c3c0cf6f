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

        foreach (var person in await DataFiles.ReadJsonAsync("secondments/secondments.json"))
        {
            await LendAsync(person!);
        }

        foreach (var post in await DataFiles.ReadJsonAsync("secondments/shared-posts.json"))
        {
            var home = await cast.NamedAsync($"{post!["homeCouncil"]} hrapprover");
            await home.PostJsonAsync("secondments/v1/shared-posts", post);
        }
    }

    // Proposed, approved by both councils, consulted on, signed by all three, started.
    private async Task LendAsync(JsonNode person)
    {
        var proposal = person["proposal"]!;
        var officer = await cast.NamedAsync($"{proposal["homeCouncil"]} hr");
        var home = await cast.NamedAsync($"{proposal["homeCouncil"]} hrapprover");
        var host = await cast.NamedAsync($"{proposal["hostCouncil"]} hrapprover");

        var secondment = await officer.PostJsonAsync("secondments/v1/secondments", proposal);
        var path = $"secondments/v1/secondments/{secondment["reference"]}";
        await home.PostAsync($"{path}/approval", new { });
        await host.PostAsync($"{path}/approval", new { });
        await officer.PostJsonAsync($"{path}/consultation", person["consultation"]!);
        foreach (var signature in person["signatures"]!.AsArray())
        {
            var side = signature!["signatory"]!.GetValue<string>() == "host" ? host : home;
            await side.PostJsonAsync($"{path}/signature", signature);
        }

        await officer.PostJsonAsync($"{path}/start", person["start"]!);
    }
}
