using Governance.Bodies;

namespace Governance.Decisions;

/// <summary>What a body decided, why, what else it could have decided, and from which day it may be carried out.</summary>
public sealed class Decision
{
    public required string Reference { get; init; }

    public required string BodyCode { get; init; }

    /// <summary>The council whose body decided; null for a third party.</summary>
    public required string? Council { get; init; }

    public required string Title { get; init; }

    public required DateOnly DecidedOn { get; init; }

    public DateOnly? PublishedOn { get; private set; }

    public required bool KeyDecision { get; init; }

    /// <summary>When the forward plan gave notice of a key decision; null where the record is silent.</summary>
    public required DateOnly? NoticeOn { get; init; }

    /// <summary>Whether scrutiny may call it in before it is carried out.</summary>
    public bool CallIn { get; private set; }

    /// <summary>Why an executive decision can't wait for call-in; stated in the record, or the wait applies.</summary>
    public required string? UrgencyReason { get; init; }

    /// <summary>The decision's own first day, when it names one.</summary>
    public required DateOnly? NotBefore { get; init; }

    /// <summary>The first day on which it may be carried out; null until publication has started the call-in window.</summary>
    public DateOnly? LiveFrom { get; private set; }

    /// <summary>Included; null while open.</summary>
    public required DateOnly? LiveUntil { get; init; }

    public required string Reasons { get; init; }

    public required string Outcome { get; init; }

    public required IReadOnlyList<Report> Reports { get; init; }

    public required IReadOnlyList<Choice> Options { get; init; }

    public required IReadOnlyList<Choice> Recommendations { get; init; }

    public required Provenance Provenance { get; init; }

    public DecisionStatus Status { get; private set; } = DecisionStatus.Draft;

    /// <summary>Puts what a body decided on record. Its live days are known at once unless call-in waits for publication.</summary>
    public Refusal? Record(Body body, string callersCouncil, DateOnly today, DateOnly? publishedOn, CallInRule? callInRule)
    {
        if (Status is not DecisionStatus.Draft)
        {
            return new Refusal("already-recorded", $"{Reference} is on record. A decision is recorded once.");
        }

        if (!body.Decides)
        {
            return new Refusal(
                "body-does-not-decide",
                $"{body.Name} prepares or oversees, it takes no decisions. Each council decides in its own body.");
        }

        if (Council is not null && Council != callersCouncil)
        {
            return new Refusal(
                "not-your-council",
                $"{body.Name} is a body of {Council}. An officer of {Council} must record what it decides.");
        }

        if (DecidedOn > today)
        {
            return new Refusal("not-decided-yet", $"{DecidedOn:yyyy-MM-dd} has not come yet. Record the decision once it is taken.");
        }

        var lastDayForNotice = ClearDays.KeyDecision.LastDayToPublish(DecidedOn);
        if (KeyDecision && NoticeOn > lastDayForNotice)
        {
            return new Refusal(
                "notice-too-short",
                $"A key decision needs {ClearDays.KeyDecision.Days} clear days of notice: by {lastDayForNotice:yyyy-MM-dd}.");
        }

        if (UrgencyReason is not null && !body.IsSubjectToCallIn)
        {
            return new Refusal("no-call-in", $"Decisions of {body.Name} are not called in, so they need no reason of urgency.");
        }

        CallIn = body.IsSubjectToCallIn && UrgencyReason is null;
        Status = DecisionStatus.Recorded;
        if (publishedOn is { } published)
        {
            return Publish(callersCouncil, today, published, callInRule);
        }

        LiveFrom = CallIn ? null : NoEarlierThan(DecidedOn);
        return LivesAtLeastADay();
    }

    /// <summary>Publishes the record. An executive decision's call-in window runs from this day.</summary>
    public Refusal? Publish(string callersCouncil, DateOnly today, DateOnly publishedOn, CallInRule? callInRule)
    {
        if (Status is not DecisionStatus.Recorded)
        {
            return new Refusal("not-recorded", $"Only a recorded decision can be published. {Reference} is {Status}.");
        }

        if (Council is not null && Council != callersCouncil)
        {
            return new Refusal("not-your-council", $"{Reference} is a decision of {Council}. An officer of {Council} must publish it.");
        }

        if (publishedOn < DecidedOn || publishedOn > today)
        {
            return new Refusal(
                "publication-day",
                $"The day of publication must be from {DecidedOn:yyyy-MM-dd}, when it was decided, to today.");
        }

        if (CallIn && callInRule is null)
        {
            return new Refusal(
                "no-call-in-rule",
                $"{Council} has no call-in rule for {publishedOn:yyyy-MM-dd}. Set its number of working days first.");
        }

        Status = DecisionStatus.Published;
        PublishedOn = publishedOn;
        LiveFrom = NoEarlierThan(CallIn ? callInRule!.FirstDayAfterWindow(publishedOn) : DecidedOn);
        return LivesAtLeastADay();
    }

    /// <summary>Whether it carries authority on the day.</summary>
    public bool IsLiveOn(DateOnly day) => LiveFrom <= day && (LiveUntil is null || day <= LiveUntil);

    private DateOnly NoEarlierThan(DateOnly day) => NotBefore > day ? NotBefore.Value : day;

    private Refusal? LivesAtLeastADay() =>
        LiveUntil < LiveFrom
            ? new Refusal("never-live", $"It may be carried out from {LiveFrom:yyyy-MM-dd}, after its last day {LiveUntil:yyyy-MM-dd}.")
            : null;
}

/// <summary>A paper that the body had before it.</summary>
public sealed record Report(string Title, string? Author = null, DateOnly? Dated = null);

/// <summary>An option or a recommendation as the paper letters it: <c>(a)</c>.</summary>
public sealed record Choice(string Letter, string Text);

/// <summary>Draft exists only while it is being recorded; nothing unrecorded is stored.</summary>
public enum DecisionStatus
{
    Draft,
    Recorded,
    Published
}
