namespace Recharging.Ledgers;

/// <summary>A file of a batch: the body itself, or an entry of a zip.</summary>
/// <param name="Name">The entry's name without its folders; empty for the body.</param>
/// <param name="Format">What it was recognised as.</param>
/// <param name="LinesBefore">Lines of the files before it, by which lines are told apart within the batch.</param>
public sealed record LedgerPart(string Name, string Format, string Encoding, int LinesBefore, int Lines)
{
    /// <summary>Where an officer looks: the line as an editor counts it, and in which file of a zip.</summary>
    public static (string File, int Line) Place(IReadOnlyList<LedgerPart> parts, int fileLine)
    {
        var part = parts.LastOrDefault(part => part.LinesBefore < fileLine);
        return part is null ? ("", fileLine) : (part.Name, fileLine - part.LinesBefore);
    }
}
