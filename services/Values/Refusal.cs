namespace Values;

/// <summary>Why a rule says no, as a value: a stable code for machines and a sentence that an officer can act on.</summary>
public sealed record Refusal(string Code, string Sentence);
