namespace Demonstration.Story;

/// <summary>What a rule refused on a day of the story, and its sentence.</summary>
internal sealed record Refused(DateOnly On, string What, string Sentence);
