namespace Values;

/// <summary>An officer by the council that employs them and their sign-in there.</summary>
public readonly record struct Officer(string Council, string SignIn)
{
    public override string ToString() => $"{SignIn} of {Council}";
}

/// <summary>
/// Who turns a key where two are needed. The keys of one person are one key: of somebody who signs in at both councils, and of an
/// officer and whoever they stand in for.
/// </summary>
/// <param name="officer">As they are signed in.</param>
/// <param name="actingFor">The officer that they stand in for; null in their own name.</param>
/// <param name="sameAs">The other sign-ins of the same persons.</param>
public sealed class KeyHolder(Officer officer, Officer? actingFor, IReadOnlySet<Officer> sameAs)
{
    public KeyHolder(string council, string signIn)
        : this(new Officer(council, signIn), null, new HashSet<Officer>())
    {
    }

    public string Council => officer.Council;

    public string SignIn => officer.SignIn;

    /// <summary>Whether that officer has turned the other key already, at whichever council.</summary>
    public bool Is(string council, string signIn) =>
        new Officer(council, signIn) is var other && (other == officer || other == actingFor || sameAs.Contains(other));

    /// <summary>Whether that officer is the same person under the sign-in of the other council.</summary>
    public bool IsAtTheOtherCouncil(string council, string signIn) => council != officer.Council && Is(council, signIn);
}
