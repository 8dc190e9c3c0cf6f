using System.Text.Json.Nodes;
using System.Text.Json;

namespace Recharging.Tests.Worklist;

/// <summary>Unknown fields are refused, so each door gets only what it asks for.</summary>
internal static class Bodies
{
    private static readonly Dictionary<string, string[]> Fields = new()
    {
        ["matches"] = ["statementLines", "lines", "reason"],
        ["splits"] = ["line", "partsGbp", "reason"],
        ["undone-matches"] = ["statementLine", "reason"],
        ["adopted-proposals"] = ["proposal", "reason"],
        ["rejected-proposals"] = ["proposal", "reason"],
        ["write-offs"] = ["item", "reason"],
        ["owners"] = ["item", "ownerSignIn", "reason"]
    };

    public static JsonObject Only(this object all, string door)
    {
        var fields = Fields.GetValueOrDefault(door, ["reason"]);
        var body = JsonSerializer.SerializeToNode(all)!.AsObject();
        foreach (var name in body.Select(field => field.Key).Except(fields).ToList())
        {
            body.Remove(name);
        }

        return body;
    }
}
