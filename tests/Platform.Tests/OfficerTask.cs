using System.Text;
using System.Text.Json.Nodes;
using Testing;

namespace Platform.Tests;

/// <summary>Something that an officer does once, however often the request has to be sent: it keeps its key.</summary>
internal sealed record OfficerTask(string Officer, string Path, string Reference, JsonObject Body)
{
    private readonly string key = Guid.NewGuid().ToString();

    /// <summary>Governance tells three services of it.</summary>
    public static OfficerTask Decision(string about, int number)
    {
        var reference = $"D-{about}-{number:0000}";
        return new("IWC governance", "governance/v1/decisions", reference, new JsonObject
        {
            ["reference"] = reference,
            ["body"] = "IWC-CYP-SCRUTINY",
            ["title"] = $"Progress report {number}",
            ["decidedOn"] = "2023-05-02",
            ["publishedOn"] = "2023-05-04",
            ["keyDecision"] = false,
            ["reasons"] = "The panel asked for it in March.",
            ["outcome"] = "Progress report considered.",
            ["provenance"] = new JsonObject { ["source"] = "Synthetic", ["assumed"] = true, ["assumption"] = "All of it" }
        });
    }

    /// <summary>Nothing but the key tells two of these apart: SchoolSupport gives each a reference of its own.</summary>
    public static OfficerTask Commission(string about, int number)
    {
        var purpose = $"Synthetic visit {about} {number:0000}";
        return new("HCC school", "school-support/v1/commissions", purpose, new JsonObject
        {
            ["agreementReference"] = "SP-2018",
            ["urn"] = "136012",
            ["service"] = "school-improvement",
            ["days"] = 1,
            ["funder"] = "council",
            ["fundingCouncil"] = "IWC",
            ["firstDay"] = "2023-05-15",
            ["lastDay"] = "2023-06-30",
            ["adviser"] = "First school adviser, HCC",
            ["purpose"] = purpose,
            ["conflictDeclaration"] = new JsonObject { ["hasConflict"] = false, ["statement"] = "No governor, relative or former post at this school." }
        });
    }

    /// <summary>Sends it once. No answer counts as 0: nobody knows what became of it.</summary>
    public async Task<(int Status, bool Replayed)> TryAsync(AprilSystem april)
    {
        var officer = await april.Cast.NamedAsync(Officer);
        using var content = new StringContent(Body.ToJsonString(), Encoding.UTF8, "application/json");
        try
        {
            var (status, _, replayed) = await officer.TryAsync(HttpMethod.Post, Path, content, key);
            return (status, replayed);
        }
        catch (HttpRequestException)
        {
            return (0, false);
        }
    }

    /// <summary>Sends it with the same key until it is taken.</summary>
    public Task<(int Status, bool Replayed)> UntilTakenAsync(AprilSystem april) =>
        Eventually.BecomesAsync(() => TryAsync(april), answer => answer.Status is >= 200 and < 300);
}
