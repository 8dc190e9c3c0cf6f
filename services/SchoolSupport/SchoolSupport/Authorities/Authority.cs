namespace SchoolSupport.Authorities;

/// <summary>An agreement of two councils as Governance told it: what may be commissioned, between which days.</summary>
public sealed class Authority
{
    public required string AgreementReference { get; init; }

    public required string Title { get; set; }

    public required string Provider { get; set; }

    public required string Recipient { get; set; }

    public required DateOnly FirstDay { get; set; }

    /// <summary>Included; null while open.</summary>
    public required DateOnly? LastDay { get; set; }

    public required List<string> Parties { get; set; }

    /// <summary>Null when the agreement is an authority on every one of the days.</summary>
    public Refusal? Refuse(DateRange days)
    {
        var inForce = new DateRange(FirstDay, LastDay);
        return inForce.Contains(days.FirstDay) && days.LastDay is { } last && inForce.Contains(last)
            ? null
            : new("no-authority", $"{AgreementReference} is an authority {Spoken(inForce)} only; {Spoken(days)} is not within it.");
    }

    public Refusal? Refuse(DateOnly day) => Refuse(new DateRange(day, day));

    private static string Spoken(DateRange days) => days.FirstDay == days.LastDay ? $"{days.FirstDay:yyyy-MM-dd}" : days.ToString();
}
