namespace SchoolSupport.Commissions;

/// <summary>Half a day or a day of an adviser at the school. It is charged once its note is there, and not before.</summary>
public sealed class Visit
{
    public required string Reference { get; init; }

    public required string CommissionReference { get; init; }

    public required List<string> Parties { get; init; }

    public required DateOnly Day { get; init; }

    /// <summary>0.5 or 1.</summary>
    public required decimal Days { get; init; }

    public required string Adviser { get; init; }

    public required string Purpose { get; init; }

    public string? EvidenceSha256 { get; private set; }

    public DateOnly? EvidencedOn { get; private set; }

    public bool IsEvidenced => EvidenceSha256 is not null;

    internal Refusal? Evidence(string noteSha256, DateOnly today)
    {
        if (IsEvidenced)
        {
            return new("evidenced-already", $"{Reference} was evidenced on {EvidencedOn:yyyy-MM-dd}. A note is not exchanged.");
        }

        EvidenceSha256 = noteSha256;
        EvidencedOn = today;
        return null;
    }
}
