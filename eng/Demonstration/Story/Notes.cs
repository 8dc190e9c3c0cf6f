using System.Text.Json.Nodes;

namespace Demonstration.Story;

/// <summary>What an observer of the year writes down while it goes on, because it can't be asked for later.</summary>
internal sealed class Notes(KnownAt knownAt)
{
    public KnownAt KnownAt => knownAt;

    public List<string> Statements { get; } = [];

    public List<Refused> Refused { get; } = [];

    /// <summary>What offered rates would add, as asked on a day of the story.</summary>
    public List<(DateOnly On, JsonNode Contingent)> Offers { get; } = [];

    /// <summary>What was to be settled once the partnership was over.</summary>
    public JsonNode? FinalAccount { get; set; }
}
