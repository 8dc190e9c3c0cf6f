using SchoolSupport.Authorities;
using SchoolSupport.Catalogue;
using SchoolSupport.Schools;

namespace SchoolSupport.Commissions;

/// <summary>So many adviser days for a school, at a rate, paid by a funder. Only its evidenced days are ever charged.</summary>
public sealed class Commission
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Reference { get; init; }

    public required string AgreementReference { get; init; }

    public required string Urn { get; init; }

    public required string SchoolName { get; init; }

    /// <summary>The council that sends the adviser.</summary>
    public required string ProviderCouncil { get; init; }

    public required Funder Funder { get; init; }

    public required string? FundingCouncil { get; init; }

    /// <summary>The councils of the agreement: both see the commission.</summary>
    public required List<string> Parties { get; init; }

    public required string Service { get; init; }

    public required decimal DayRateGbp { get; init; }

    public required string Purpose { get; init; }

    /// <summary>The proposer's sign-in at the providing council; null for commissions of before it was kept.</summary>
    public string? ProposedBy { get; init; }

    public required DateOnly FirstDay { get; init; }

    public required DateOnly LastDay { get; init; }

    public CommissionStatus Status { get; private set; } = CommissionStatus.Proposed;

    public required decimal DaysBought { get; init; }

    /// <summary>Of the visits logged, evidenced or not; a stopped commission keeps what it used.</summary>
    public decimal DaysUsed { get; private set; }

    public decimal DaysRemaining => DaysBought - DaysUsed;

    public string? SchoolAcceptedBy { get; private set; }

    public string? FunderAcceptedBy { get; private set; }

    public DateOnly? StoppedAfter { get; private set; }

    public string? StopReason { get; private set; }

    public List<Declaration> Declarations { get; } = [];

    public List<Pause> Pauses { get; } = [];

    public List<Visit> Visits { get; } = [];

    /// <summary>Why a commission like this may not even be proposed.</summary>
    public static Refusal? RefuseProposal(
        Authority authority, School school, CatalogueRate? rate, string provider, Funder funder, string? fundingCouncil, DateRange term)
    {
        if (!authority.Parties.Contains(provider, StringComparer.Ordinal))
        {
            return new("not-a-party", $"{provider} is no party of {authority.AgreementReference}.");
        }

        var other = authority.Parties.Single(party => party != provider);
        if (fundingCouncil != (funder is Funder.Council ? other : null))
        {
            return new("wrong-funding-council", funder is Funder.Council
                ? $"The council that pays under {authority.AgreementReference} is {other}."
                : "A funding council is named only when a council pays.");
        }

        return authority.Refuse(term)
            ?? school.Refuse(term)
            ?? Customer.Refuse(school, funder)
            ?? (rate is null ? new("no-rate", $"{provider}'s catalogue has no rate for the service on {term.FirstDay:yyyy-MM-dd}.") : null);
    }

    /// <summary>The adviser's word that nothing stands between him and a fair judgement; without it he visits nobody.</summary>
    public Refusal? Declare(Declaration declaration)
    {
        if (Status is CommissionStatus.Completed or CommissionStatus.Stopped)
        {
            return new("over", $"{Reference} is {Spoken}: nobody visits under it any more.");
        }

        if (declaration.HasConflict)
        {
            return new("conflict-of-interest", $"{declaration.Adviser} declares a conflict of interest. Send another adviser.");
        }

        if (Declarations.Any(earlier => earlier.Adviser == declaration.Adviser))
        {
            return new("declared-already", $"{declaration.Adviser} has declared already.");
        }

        Declarations.Add(declaration);
        return null;
    }

    public Refusal? AcceptForSchool(string acceptedBy, Authority authority)
    {
        if (RefuseAcceptance(SchoolAcceptedBy, "The school", authority) is { } refusal)
        {
            return refusal;
        }

        SchoolAcceptedBy = acceptedBy;
        AgreeWhenBothAccepted();
        return null;
    }

    /// <param name="by">Where a council pays, not the person who proposed it for the other council.</param>
    /// <param name="acceptedBy">As it is recorded.</param>
    /// <param name="authority">Of its agreement.</param>
    public Refusal? AcceptForFunder(KeyHolder by, string acceptedBy, Authority authority)
    {
        if (ProposedBy is not null && by.IsAtTheOtherCouncil(ProviderCouncil, ProposedBy))
        {
            return new("one-person", $"Who proposed {Reference} for {ProviderCouncil} is the same person. Ask a colleague to accept it.");
        }

        if (RefuseAcceptance(FunderAcceptedBy, "The funder", authority) is { } refusal)
        {
            return refusal;
        }

        FunderAcceptedBy = acceptedBy;
        AgreeWhenBothAccepted();
        return null;
    }

    /// <summary>Uses days of the commission. The first visit puts it into delivery.</summary>
    public Refusal? Log(Visit visit, Authority authority)
    {
        if (Status is not (CommissionStatus.Agreed or CommissionStatus.InDelivery))
        {
            return new("not-in-delivery", $"Visits belong to an agreed commission. {Reference} is {Spoken}.");
        }

        if (!new DateRange(FirstDay, LastDay).Contains(visit.Day))
        {
            return new("outside-the-term", $"{Reference} runs {new DateRange(FirstDay, LastDay)}; {visit.Day:yyyy-MM-dd} is not within it.");
        }

        if (!WorkingDays.England.Contains(visit.Day))
        {
            return new("not-a-working-day", $"{visit.Day:yyyy-MM-dd} is a weekend or a bank holiday.");
        }

        if (authority.Refuse(visit.Day) is { } refusal)
        {
            return refusal;
        }

        if (!Declarations.Any(declaration => declaration.Adviser == visit.Adviser))
        {
            return new("no-declaration", $"{visit.Adviser} has made no conflict-of-interest declaration for {Reference}.");
        }

        if (Pauses.Any(pause => pause.Covers(visit.Day)))
        {
            return new("paused-that-day", $"{Reference} was paused on {visit.Day:yyyy-MM-dd}.");
        }

        if (visit.Days > DaysRemaining)
        {
            return new("no-days-left", $"{Reference} has {DaysRemaining:0.0} of {DaysBought:0.0} days left; the visit needs {visit.Days:0.0}.");
        }

        DaysUsed += visit.Days;
        Status = CommissionStatus.InDelivery;
        Visits.Add(visit);
        return null;
    }

    /// <summary>The note of visit is there: the day may be charged, from now on and once only.</summary>
    public Refusal? Evidence(Visit visit, string noteSha256, DateOnly today, Authority authority)
    {
        if (Status is CommissionStatus.Proposed or CommissionStatus.Agreed or CommissionStatus.Completed)
        {
            return new("not-in-delivery", $"No visit of {Reference} waits for its note: it is {Spoken}.");
        }

        if (visit.Day > today)
        {
            return new("not-yet-made", $"{visit.Reference} is planned for {visit.Day:yyyy-MM-dd}; a note is written after the visit.");
        }

        if (Pauses.Any(pause => pause.Covers(visit.Day)) || visit.Day > StoppedAfter)
        {
            return new("paused-or-stopped", $"{Reference} was paused or stopped on {visit.Day:yyyy-MM-dd}, so the visit can't be charged.");
        }

        return authority.Refuse(visit.Day) ?? visit.Evidence(noteSha256, today);
    }

    public Refusal? Pause(string council, DateOnly from, string reason)
    {
        if (Status is not (CommissionStatus.Agreed or CommissionStatus.InDelivery))
        {
            return new("not-in-delivery", $"Only an agreed commission can be paused. {Reference} is {Spoken}.");
        }

        if (RefuseToUndo(from) is { } refusal)
        {
            return refusal;
        }

        if (from > LastDay || Pauses.Any(pause => pause.ResumedFrom > from))
        {
            return new("pause-out-of-order", $"A pause starts before {Reference} ends, and after the pause before it.");
        }

        Pauses.Add(new Pause { CommissionReference = Reference, Parties = Parties, PausedBy = council, PausedFrom = from, Reason = reason });
        Status = CommissionStatus.Paused;
        return null;
    }

    /// <summary>Who paused it lets it go on: the other council can't have it charged again by itself.</summary>
    public Refusal? Resume(string council, DateOnly from)
    {
        if (Status is not CommissionStatus.Paused)
        {
            return new("not-paused", $"Only a paused commission can go on. {Reference} is {Spoken}.");
        }

        var lasting = Pauses.Single(pause => pause.ResumedFrom is null);
        if (lasting.PausedBy is { } paused && paused != council)
        {
            return new("other-council-paused", $"{paused} paused {Reference}: its officers let it go on.");
        }

        if (lasting.Resume(from) is { } refusal)
        {
            return refusal;
        }

        Status = DaysUsed > 0 ? CommissionStatus.InDelivery : CommissionStatus.Agreed;
        return null;
    }

    /// <summary>Ends it early. What was not used lapses.</summary>
    public Refusal? Stop(DateOnly lastDay, string reason)
    {
        if (Status is CommissionStatus.Completed or CommissionStatus.Stopped)
        {
            return new("over", $"{Reference} is {Spoken} already.");
        }

        if (lastDay > LastDay)
        {
            return new("not-earlier", $"{Reference} ends on {LastDay:yyyy-MM-dd} anyway.");
        }

        if (RefuseToUndo(lastDay.AddDays(1)) is { } refusal)
        {
            return refusal;
        }

        StoppedAfter = lastDay;
        StopReason = reason;
        Status = CommissionStatus.Stopped;
        return null;
    }

    /// <summary>All that was delivered is evidenced; nothing more will be charged.</summary>
    public Refusal? Complete()
    {
        if (Status is not CommissionStatus.InDelivery)
        {
            return new("not-in-delivery", $"Only a commission in delivery can be completed. {Reference} is {Spoken}.");
        }

        if (Visits.FirstOrDefault(visit => !visit.IsEvidenced) is { } open)
        {
            return new("visit-without-note", $"{open.Reference} of {open.Day:yyyy-MM-dd} has no note of visit yet.");
        }

        Status = CommissionStatus.Completed;
        return null;
    }

    private string Spoken => Status is CommissionStatus.InDelivery ? "in delivery" : Status.ToString().ToLowerInvariant();

    private Refusal? RefuseAcceptance(string? acceptedBefore, string who, Authority authority)
    {
        if (Status is not CommissionStatus.Proposed)
        {
            return new("not-proposed", $"Only a proposed commission can be accepted. {Reference} is {Spoken}.");
        }

        return acceptedBefore is null
            ? authority.Refuse(new DateRange(FirstDay, LastDay))
            : new("accepted-already", $"{who} has accepted {Reference} already, by {acceptedBefore}.");
    }

    private void AgreeWhenBothAccepted()
    {
        if (SchoolAcceptedBy is not null && FunderAcceptedBy is not null)
        {
            Status = CommissionStatus.Agreed;
        }
    }

    // A day that was told as evidenced may stand on a statement by now: it takes a credit, not a pause, to undo it.
    private Refusal? RefuseToUndo(DateOnly from) =>
        Visits.Where(visit => visit.IsEvidenced && visit.Day >= from).MinBy(visit => visit.Day) is { } evidenced
            ? new("evidenced-later", $"{evidenced.Reference} of {evidenced.Day:yyyy-MM-dd} is evidenced. Choose a later day.")
            : null;
}
