namespace SchoolSupport.Schools;

/// <summary>Who pays for support.</summary>
public enum Funder
{
    /// <summary>The other council.</summary>
    Council,

    /// <summary>The school's own budget.</summary>
    School,

    /// <summary>The academy trust, which is the legal customer.</summary>
    Trust,
}

/// <summary>Who may be the customer of a school, by its type: an academy's trust is, a maintained school's council may be.</summary>
public static class Customer
{
    private static readonly string[] MaintainedSpecialTypes = ["7", "12"];

    public static IReadOnlyList<Funder> MayBe(School school) => school.TypeGroupCode switch
    {
        "4" => [Funder.Council, Funder.School],
        "5" when MaintainedSpecialTypes.Contains(school.TypeCode) => [Funder.Council, Funder.School],
        "10" or "11" => [Funder.Trust],
        _ => [Funder.School],
    };

    public static Refusal? Refuse(School school, Funder funder)
    {
        var may = MayBe(school);
        return may.Contains(funder)
            ? null
            : new(
                "wrong-funder",
                $"{school.Name} is of the group {school.TypeGroupName ?? school.TypeGroupCode}: its customer is "
                + $"{string.Join(" or ", may.Select(one => one.ToString().ToLowerInvariant()))}, not {funder.ToString().ToLowerInvariant()}.");
    }
}
