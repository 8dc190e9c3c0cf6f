using System.Globalization;
using Values;

namespace Secondments.Authorities;

/// <summary>An agreement as Governance told of it: between these days two councils may place staff under it.</summary>
public sealed class Authority
{
    public required string AgreementReference { get; init; }

    public required string Title { get; set; }

    public required string Provider { get; set; }

    public required string Recipient { get; set; }

    public required DateOnly FirstDay { get; set; }

    /// <summary>Included; null while open.</summary>
    public DateOnly? LastDay { get; set; }

    public required string LegalBasis { get; set; }

    /// <summary>Why it ended, null while nobody has ended it.</summary>
    public string? EndingReason { get; set; }

    public bool IsLiveOn(DateOnly day) => day >= FirstDay && (LastDay is null || day <= LastDay);

    /// <summary>In either direction: people go both ways under one agreement.</summary>
    public bool IsBetween(string oneCouncil, string otherCouncil) =>
        (Provider == oneCouncil && Recipient == otherCouncil) || (Provider == otherCouncil && Recipient == oneCouncil);

    /// <summary>Refuses to place anyone on a day on which the named agreement is no authority between these two councils.</summary>
    public static Refusal? RefuseWithout(Authority? authority, string agreement, string home, string host, DateOnly day) => authority switch
    {
        null => new Refusal("no-authority", $"No agreement {agreement} is in force that this service knows of."),
        _ when !authority.IsBetween(home, host) =>
            new Refusal("no-authority", $"{agreement} is not between {home} and {host}."),
        _ when !authority.IsLiveOn(day) => new Refusal("no-authority", string.Create(CultureInfo.InvariantCulture,
            $"{agreement} is no authority on {day:yyyy-MM-dd}: it runs {new DateRange(authority.FirstDay, authority.LastDay)}.")),
        _ => null,
    };

    /// <summary>The first of these days that no agreement between the two councils covers, null when all are covered.</summary>
    public static DateOnly? FirstUncoveredDay(IEnumerable<Authority> authorities, string home, string host, DateRange days)
    {
        var uncovered = days.FirstDay;
        foreach (var authority in authorities.Where(authority => authority.IsBetween(home, host)).OrderBy(authority => authority.FirstDay))
        {
            if (authority.IsLiveOn(uncovered))
            {
                if (authority.LastDay is not { } last)
                {
                    return null;
                }

                uncovered = last.AddDays(1);
            }
        }

        return days.Contains(uncovered) ? uncovered : null;
    }
}
