using System.Globalization;
using Secondments.Authorities;
using Secondments.Placements;
using Values;

namespace Secondments.SharedPosts;

/// <summary>A post of the home council that serves the host too. It has no last day, but a day on which both review it.</summary>
public sealed class SharedPost
{
    private readonly List<HostShare> _shares = [];

    private SharedPost()
    {
    }

    public SharedPost(string reference, string title, string agreementReference, string homeCouncil, string hostCouncil,
        string? employmentReference, string service, DateOnly firstDay, DateOnly reviewOn, decimal hostSharePercent)
    {
        Reference = reference;
        Title = title;
        AgreementReference = agreementReference;
        HomeCouncil = homeCouncil;
        HostCouncil = hostCouncil;
        EmploymentReference = employmentReference;
        Service = service;
        FirstDay = firstDay;
        ReviewOn = reviewOn;
        _shares.Add(new HostShare { Number = 1, EffectiveFrom = firstDay, Percent = hostSharePercent });
    }

    public string Reference { get; private set; } = "";

    public string Title { get; private set; } = "";

    public string AgreementReference { get; private set; } = "";

    public string HomeCouncil { get; private set; } = "";

    public string HostCouncil { get; private set; } = "";

    /// <summary>The employment of its holder, null while it is vacant.</summary>
    public string? EmploymentReference { get; private set; }

    public string Service { get; private set; } = "";

    public DateOnly FirstDay { get; private set; }

    public DateOnly ReviewOn { get; private set; }

    public IReadOnlyList<HostShare> Shares => _shares;

    /// <summary>Another share from a day on; 0 ends the sharing.</summary>
    public Refusal? ChangeShare(string council, DateOnly effectiveFrom, decimal hostSharePercent, Authority? authority)
    {
        if (council != HomeCouncil)
        {
            return new Refusal("own-side-only", $"{HomeCouncil} holds the post and records its shares.");
        }

        if (effectiveFrom < FirstDay)
        {
            return new Refusal("before-sharing", string.Create(CultureInfo.InvariantCulture,
                $"The post is shared from {FirstDay:yyyy-MM-dd} only."));
        }

        if (HostShare.PercentOn(_shares, effectiveFrom) == hostSharePercent)
        {
            return new Refusal("same-share", string.Create(CultureInfo.InvariantCulture,
                $"The host's share on {effectiveFrom:yyyy-MM-dd} is {hostSharePercent:0.####} % already."));
        }

        // Ending needs no authority: it is what follows when the authority is gone.
        if (hostSharePercent > 0
            && Authority.RefuseWithout(authority, AgreementReference, HomeCouncil, HostCouncil, effectiveFrom) is { } refusal)
        {
            return refusal;
        }

        _shares.Add(new HostShare { Number = _shares.Count + 1, EffectiveFrom = effectiveFrom, Percent = hostSharePercent });
        return null;
    }

    /// <summary>Both councils looked at the post again and set the next day for doing so.</summary>
    public Refusal? Review(DateOnly reviewedOn, DateOnly nextReviewOn, DateOnly today)
    {
        if (reviewedOn > today)
        {
            return new Refusal("in-the-future", string.Create(CultureInfo.InvariantCulture, $"{reviewedOn:yyyy-MM-dd} is still to come."));
        }

        if (nextReviewOn <= reviewedOn)
        {
            return new Refusal("review-not-later", string.Create(CultureInfo.InvariantCulture,
                $"The next review must be after {reviewedOn:yyyy-MM-dd}."));
        }

        ReviewOn = nextReviewOn;
        return null;
    }

    /// <summary>The days on which the host has a share of the holder; none while the post is vacant.</summary>
    public IReadOnlyList<Placement> Placements() => EmploymentReference is null
        ? []
        : [.. HostShare.On(_shares, new DateRange(FirstDay, null)).Select(part => new Placement
        {
            SourceReference = Reference,
            EmploymentReference = EmploymentReference,
            HomeCouncil = HomeCouncil,
            HostCouncil = HostCouncil,
            FirstDay = part.Days.FirstDay,
            LastDay = part.Days.LastDay,
            HostSharePercent = part.Percent,
        })];
}
