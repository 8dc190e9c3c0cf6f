using System.Text.Json.Nodes;

namespace Demonstration.Story;

/// <summary>The story's data, as they lie in the folder <c>Data</c>.</summary>
internal static class DataFiles
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Data");

    public static Task<byte[]> ReadAsync(string file) => File.ReadAllBytesAsync(Path.Combine(Folder, file));

    /// <summary>A file that holds a JSON array.</summary>
    public static async Task<JsonArray> ReadJsonAsync(string file) =>
        JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, file)))!.AsArray();

    public static async Task<JsonNode> ReadFirstAsync(string file) => (await ReadJsonAsync(file))[0]!;

    /// <summary>
    /// Plays a file of steps: who posts what, in order. A step is <c>{"as": "IWC governance", "post": "governance/v1/bodies", "body": {…}}</c>.
    /// </summary>
    public static async Task PlayAsync(this Cast cast, string file)
    {
        foreach (var step in await ReadJsonAsync(file))
        {
            var who = await cast.NamedAsync(step!["as"]!.GetValue<string>());
            await who.PostJsonAsync(step["post"]!.GetValue<string>(), step["body"] ?? new JsonObject(), step["turn"]?.GetValue<string>() ?? "");
        }
    }
}
