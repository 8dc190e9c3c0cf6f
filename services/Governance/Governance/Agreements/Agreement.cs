using Governance.Decisions;

namespace Governance.Agreements;

/// <summary>
/// What one council does for another, on one record with a track of approval for each council and, where one must agree, for the
/// third party. Between its days, and only once every track is complete, it is an authority to charge, place and commission.
/// </summary>
public sealed class Agreement
{
    private readonly List<Approval> approvals = [];
    private readonly List<AgreementChange> changes = [];
    private readonly List<Clause> clauses = [];
    private DateOnly? lastDay;

    public required string Reference { get; init; }

    public required string Title { get; init; }

    public required string Provider { get; init; }

    public required string Recipient { get; init; }

    /// <summary>Both councils: who may see the agreement and all that hangs on it.</summary>
    public string[] Parties => [Provider, Recipient];

    public required DateOnly FirstDay { get; init; }

    /// <summary>Included; null while open.</summary>
    public required DateOnly? LastDay { get => lastDay; init => lastDay = value; }

    public required string LegalBasis { get; init; }

    /// <summary>The body of a third party that must approve as well, such as the Secretary of State; null when none must.</summary>
    public required string? ThirdPartyCode { get; init; }

    /// <summary>The agreement between the same councils that this one follows.</summary>
    public required string? Succeeds { get; init; }

    /// <summary>Months of notice that a council must give; null where the terms are silent.</summary>
    public required int? NoticeMonths { get; init; }

    public required Provenance Provenance { get; init; }

    public AgreementStatus Status { get; private set; }

    public IReadOnlyList<Approval> Approvals => approvals;

    public IReadOnlyList<AgreementChange> Changes => changes;

    /// <summary>By number, each version after the one before.</summary>
    public IReadOnlyList<Clause> Clauses =>
        [.. clauses.OrderBy(clause => clause.Number, StringComparer.Ordinal).ThenBy(clause => clause.Version)];

    public DateRange Days => new(FirstDay, LastDay);

    /// <summary>The tracks of approval: each council's code, and the third party's body where one must agree.</summary>
    public IEnumerable<string> Tracks => ThirdPartyCode is null ? Parties : [.. Parties, ThirdPartyCode];

    /// <summary>Whether it is an authority on the day.</summary>
    public bool IsAuthorityOn(DateOnly day) => Status is AgreementStatus.InForce or AgreementStatus.EndAgreed && Days.Contains(day);

    /// <summary>The decisions that its approval, or that of one of its changes, rests on, in the order of the tracks.</summary>
    public IReadOnlyList<string> DecisionsFor(string subject) =>
        [.. Tracks.Select(track => ApprovalOf(subject, track)).OfType<Approval>().Select(approval => approval.DecisionReference)];

    /// <summary>A track's approval of the agreement or of one of its changes; null while it is missing.</summary>
    public Approval? ApprovalOf(string subject, string track) =>
        approvals.SingleOrDefault(approval => approval.Subject == subject && approval.Track == track);

    /// <summary>Puts the agreement forward. Either party may; a successor begins when what it follows has ended.</summary>
    public Refusal? Propose(string callersCouncil, Agreement? predecessor)
    {
        if (!Parties.Contains(callersCouncil))
        {
            return new Refusal("not-a-party", $"Only {Provider} or {Recipient} can propose an agreement between them.");
        }

        if (predecessor is null)
        {
            return null;
        }

        if (!predecessor.IsBetween(Provider, Recipient))
        {
            return new Refusal(
                "other-councils",
                $"{predecessor.Reference} is not between {Provider} and {Recipient}, so this agreement can't follow it.");
        }

        return predecessor.LastDay is null || predecessor.LastDay >= FirstDay
            ? new Refusal("overlaps-predecessor", $"{predecessor.Reference} runs {predecessor.Days}. Its successor must begin after that.")
            : null;
    }

    /// <summary>Completes one track with a decision that is live by the first day. The last track puts the agreement in force.</summary>
    /// <param name="sameCouncils">The other agreements between the two councils: authority never overlaps.</param>
    public Refusal? Approve(Decision decision, KeyHolder by, IEnumerable<Agreement> sameCouncils)
    {
        if (Status is not AgreementStatus.Proposed)
        {
            return new Refusal("not-proposed", $"Only a proposed agreement can be approved. {Reference} is {Status}.");
        }

        if (RefuseOverlap(Days, sameCouncils) is { } overlap)
        {
            return overlap;
        }

        if (CompleteTrack(Reference, FirstDay, decision, by) is { } refusal)
        {
            return refusal;
        }

        if (IsComplete(Reference))
        {
            Status = AgreementStatus.InForce;
        }

        return null;
    }

    /// <summary>Takes back a proposal before it is in force. Either party may.</summary>
    public Refusal? Withdraw()
    {
        if (Status is not AgreementStatus.Proposed)
        {
            return new Refusal("not-proposed", $"Only a proposed agreement can be withdrawn. {Reference} is {Status}.");
        }

        Status = AgreementStatus.Withdrawn;
        return null;
    }

    /// <summary>
    /// One council's approval of a later last day. The first council to call proposes it, the last track moves the day.
    /// </summary>
    public Refusal? Extend(
        string reference, DateOnly newLastDay, string reason, Decision decision, KeyHolder by, DateOnly today,
        IEnumerable<Agreement> sameCouncils)
    {
        if (Status is not AgreementStatus.InForce)
        {
            return new Refusal("not-in-force", $"Only an agreement in force can be extended. {Reference} is {Status}.");
        }

        if (LastDay is not { } oldLastDay)
        {
            return new Refusal("open", $"{Reference} has no last day, so there is nothing to extend.");
        }

        if (newLastDay <= oldLastDay)
        {
            return new Refusal("not-longer", $"The new last day must be after {oldLastDay:yyyy-MM-dd}.");
        }

        if (oldLastDay < today)
        {
            return new Refusal("term-over", $"{Reference} ended on {oldLastDay:yyyy-MM-dd}. Propose a successor instead.");
        }

        var added = new DateRange(oldLastDay.AddDays(1), newLastDay);
        if (RefuseOverlap(added, sameCouncils) is { } overlap)
        {
            return overlap;
        }

        return Change(AgreementChangeKind.Extension, reference, newLastDay, reason, added.FirstDay, decision, by);
    }

    /// <summary>
    /// One council's approval of an earlier last day, an end by agreement. The first council to call proposes it, the last track
    /// moves the day.
    /// </summary>
    public Refusal? End(DateOnly newLastDay, string reason, Decision decision, KeyHolder by, DateOnly today)
    {
        if (Status is not AgreementStatus.InForce)
        {
            return new Refusal("not-in-force", $"Only an agreement in force can be ended. {Reference} is {Status}.");
        }

        if (newLastDay < today)
        {
            return new Refusal(
                "in-the-past",
                "Work was done and charged on days that have passed. The last day can be today at the earliest.");
        }

        if (newLastDay < FirstDay || newLastDay > LastDay)
        {
            return new Refusal("outside-the-term", $"{Reference} runs {Days}. Its last day must be one of these.");
        }

        var reference = changes.SingleOrDefault(
            change => change is { Kind: AgreementChangeKind.Ending, Status: AgreementChangeStatus.Proposed })?.Reference
            ?? $"ENDING-{changes.Count(change => change.Kind is AgreementChangeKind.Ending) + 1}";
        return Change(AgreementChangeKind.Ending, reference, newLastDay, reason, newLastDay, decision, by);
    }

    /// <summary>Takes back an extension or an ending before both councils have approved it. Either party may.</summary>
    public Refusal? WithdrawChange(string reference)
    {
        var change = changes.SingleOrDefault(change => change.Reference == reference);
        return change is null
            ? new Refusal("no-such-change", $"{Reference} has no change {reference}.")
            : change.Withdraw();
    }

    /// <summary>Puts a version of a clause forward. It rules nothing until a governance officer of each council agrees it.</summary>
    public Refusal? ProposeClause(Clause clause)
    {
        if (Status is AgreementStatus.Withdrawn)
        {
            return new Refusal("withdrawn", $"{Reference} was withdrawn, so it takes no clauses.");
        }

        if (clauses.Any(other => other.Number == clause.Number && other.Status is ClauseStatus.Proposed))
        {
            return new Refusal("version-pending", $"A version of {clause.Reference} waits for agreement. Agree or withdraw it first.");
        }

        if (clause.OffendsIn(this) is { } refusal)
        {
            return refusal;
        }

        clauses.Add(clause);
        return null;
    }

    /// <summary>The version that a clause's next proposal gets: counted from 1.</summary>
    public int NextVersionOf(string number) => (LatestVersionOf(number)?.Version ?? 0) + 1;

    /// <summary>The newest version of a clause, whatever its state; null when there is none.</summary>
    public Clause? LatestVersionOf(string number) => clauses.Where(clause => clause.Number == number).MaxBy(clause => clause.Version);

    /// <summary>The version of each clause that rules on the day: the newest agreed one that has taken effect.</summary>
    public IEnumerable<Clause> ClausesOn(DateOnly day) =>
        IsAuthorityOn(day)
            ? clauses
                .Where(clause => clause.Status is ClauseStatus.Agreed && clause.EffectiveFrom <= day)
                .GroupBy(clause => clause.Number)
                .Select(versions => versions.MaxBy(clause => clause.Version)!)
                .Where(clause => clause.Days.Contains(day))
            : [];

    public bool IsBetween(string provider, string recipient) => Provider == provider && Recipient == recipient;

    private Refusal? RefuseOverlap(DateRange days, IEnumerable<Agreement> sameCouncils)
    {
        var overlapping = sameCouncils.FirstOrDefault(other =>
            other.Reference != Reference
            && other.Status is AgreementStatus.InForce or AgreementStatus.EndAgreed
            && other.Days.Overlaps(days));
        return overlapping is null
            ? null
            : new Refusal(
                "overlapping-authority",
                $"{overlapping.Reference} is in force {overlapping.Days} between the same councils. One must end before the other begins.");
    }

    private Refusal? Change(
        AgreementChangeKind kind, string reference, DateOnly newLastDay, string reason, DateOnly neededFrom, Decision decision,
        KeyHolder by)
    {
        var change = changes.SingleOrDefault(change => change.Reference == reference);
        if (change is null && changes.Any(other => other.Status is AgreementChangeStatus.Proposed))
        {
            return new Refusal("change-pending", $"Another change of {Reference} waits for approval. Complete or withdraw it first.");
        }

        if (change is not null && change.RefuseOtherThan(kind, newLastDay) is { } other)
        {
            return other;
        }

        if (CompleteTrack(reference, neededFrom, decision, by) is { } refusal)
        {
            return refusal;
        }

        if (change is null)
        {
            change = new AgreementChange
            {
                AgreementReference = Reference,
                Parties = Parties,
                Reference = reference,
                Kind = kind,
                NewLastDay = newLastDay,
                Reason = reason,
                ProposedBy = by.Council
            };
            changes.Add(change);
        }

        if (IsComplete(reference))
        {
            change.Complete();
            lastDay = newLastDay;
            Status = kind is AgreementChangeKind.Ending ? AgreementStatus.EndAgreed : Status;
        }

        return null;
    }

    private Refusal? CompleteTrack(string subject, DateOnly neededFrom, Decision decision, KeyHolder by)
    {
        var track = decision.Council ?? decision.BodyCode;
        if (!Tracks.Contains(track))
        {
            return new Refusal("no-such-track", $"{decision.Reference} was decided by {track}, whose approval {Reference} does not need.");
        }

        if (decision.Council is not null && decision.Council != by.Council)
        {
            return new Refusal(
                "not-your-track",
                $"{decision.Reference} is a decision of {decision.Council}. An officer of {decision.Council} must enter it.");
        }

        if (!Parties.Contains(by.Council))
        {
            return new Refusal("not-a-party", $"Only {Provider} or {Recipient} can enter approvals of {Reference}.");
        }

        if (ApprovalOf(subject, track) is not null)
        {
            return new Refusal("track-complete", $"{track} has approved {subject} already.");
        }

        if (!decision.IsLiveOn(neededFrom))
        {
            return new Refusal(
                "decision-not-live",
                $"{decision.Reference} {LiveDaysOf(decision)}. It must be live on {neededFrom:yyyy-MM-dd}.");
        }

        if (approvals.Any(other => other.Subject == subject && other.EnteredBy != by.Council
            && other.EnteredByOfficer is { } officer && by.Is(other.EnteredBy, officer)))
        {
            return new Refusal("one-person", $"Who entered the other council's approval of {subject} is the same person. Ask a colleague.");
        }

        approvals.Add(new Approval
        {
            AgreementReference = Reference,
            Parties = Parties,
            Subject = subject,
            Track = track,
            DecisionReference = decision.Reference,
            EnteredBy = by.Council,
            EnteredByOfficer = by.SignIn
        });
        return null;
    }

    private static string LiveDaysOf(Decision decision) =>
        decision.LiveFrom is { } from
            ? $"may be carried out {new DateRange(from, decision.LiveUntil)}"
            : "waits for publication and call-in";

    private bool IsComplete(string subject) =>
        Tracks.All(track => ApprovalOf(subject, track) is not null);
}

/// <summary>Only InForce and EndAgreed are authorities, and only between the agreement's days.</summary>
public enum AgreementStatus
{
    Proposed,
    InForce,
    EndAgreed,
    Withdrawn
}
