namespace Governance.JointPersons;

/// <summary>
/// That one person holds posts in both councils. Recording it takes a key away, so one council's word is enough; ending it gives a key
/// back, so both councils ask for it. The person themselves does neither.
/// </summary>
public sealed class JointPersonRecord
{
    public required string Reference { get; init; }

    /// <summary>Both councils, in the order of the alphabet.</summary>
    public required string[] Parties { get; init; }

    /// <summary>The sign-in at each of the parties, in their order.</summary>
    public required string[] SignIns { get; init; }

    /// <summary>Which posts, for both councils to read.</summary>
    public required string Reason { get; init; }

    public required string RecordedBy { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The council that has asked for the end; null before.</summary>
    public string? EndingAskedBy { get; private set; }

    public string? EndingAskedByOfficer { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public IEnumerable<Officer> Officers => Parties.Zip(SignIns, (council, signIn) => new Officer(council, signIn));

    /// <summary>Whether the two sign-ins are one person's as it stands; <c>recorded</c>, <c>ending-asked</c> or <c>ended</c>.</summary>
    public string State => EndedAt is not null ? "ended" : EndingAskedBy is not null ? "ending-asked" : "recorded";

    /// <summary>One council asks that the two be two persons again; the second council's word ends the record.</summary>
    public Refusal? AskEnding(KeyHolder by, DateTimeOffset now)
    {
        if (EndedAt is not null)
        {
            return new Refusal("record-ended", $"{Reference} ended on {EndedAt:d MMMM yyyy}.");
        }

        if (Officers.Any(officer => by.Is(officer.Council, officer.SignIn)))
        {
            return new Refusal("speaks-of-themselves", "The person whom the record is about can't end it. Ask a colleague.");
        }

        if (EndingAskedBy is null)
        {
            (EndingAskedBy, EndingAskedByOfficer) = (by.Council, by.SignIn);
            return null;
        }

        if (EndingAskedBy == by.Council || by.Is(EndingAskedBy, EndingAskedByOfficer!))
        {
            return new Refusal("ending-asked-already", $"{EndingAskedBy} has asked for it already. The other council must ask for the same.");
        }

        EndedAt = now;
        return null;
    }
}

/// <summary>Whose key a caller turns, where two are needed.</summary>
public static class KeyHolders
{
    public static async Task<KeyHolder> KeyHolderAsync(this GovernanceDb db, Caller caller, CancellationToken cancellationToken) =>
        JointPerson.KeyOf(caller.Officer, caller.ActingForOfficer,
            (await db.JointPersons.AsNoTracking().Where(record => record.EndedAt == null).ToListAsync(cancellationToken)).Select(record =>
                new JointPerson { Reference = record.Reference, Parties = record.Parties, SignIns = record.SignIns }));
}
