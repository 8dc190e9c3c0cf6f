namespace Values;

/// <summary>A person who holds posts in both councils, as Governance has it on record: two sign-ins, one person, one key.</summary>
public sealed class JointPerson
{
    /// <summary>For example <c>JP-1</c>.</summary>
    public required string Reference { get; init; }

    /// <summary>Both councils, in the order of the alphabet.</summary>
    public required string[] Parties { get; init; }

    /// <summary>The sign-in at each of the parties, in their order.</summary>
    public required string[] SignIns { get; init; }

    /// <summary>Both councils say that they are one person no longer.</summary>
    public bool IsEnded { get; private set; }

    public IEnumerable<Officer> Officers => Parties.Zip(SignIns, (council, signIn) => new Officer(council, signIn));

    public void End() => IsEnded = true;

    /// <summary>The key of an officer, by what is on record of joint persons.</summary>
    /// <param name="officer">As they are signed in.</param>
    /// <param name="actingFor">The officer that they stand in for; null in their own name.</param>
    /// <param name="onRecord">The joint persons who are on record now.</param>
    public static KeyHolder KeyOf(Officer officer, Officer? actingFor, IEnumerable<JointPerson> onRecord) => new(
        officer,
        actingFor,
        onRecord.Where(person => !person.IsEnded && person.Officers.Any(one => one == officer || one == actingFor))
            .SelectMany(person => person.Officers).ToHashSet());
}
