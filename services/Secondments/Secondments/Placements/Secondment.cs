using System.Globalization;
using Secondments.Authorities;
using Values;

namespace Secondments.Placements;

/// <summary>A person of the home council who works for the host for a term. Every transition is here and answers for every state.</summary>
public sealed class Secondment
{
    private readonly List<Signature> _signatures = [];
    private readonly List<HostShare> _shares = [];

    private Secondment()
    {
    }

    public Secondment(string reference, ProposedTerms terms, string proposedBy)
    {
        Reference = reference;
        AgreementReference = terms.AgreementReference;
        HomeCouncil = terms.HomeCouncil;
        HostCouncil = terms.HostCouncil;
        EmploymentReference = terms.EmploymentReference;
        PostTitle = terms.PostTitle;
        Service = terms.Service;
        FirstDay = terms.FirstDay;
        LastDay = terms.LastDay;
        LegalBasis = terms.LegalBasis;
        ProposedBy = proposedBy;
        _shares.Add(new HostShare { Number = 1, EffectiveFrom = terms.FirstDay, Percent = terms.HostSharePercent });
    }

    public string Reference { get; private set; } = "";

    public string AgreementReference { get; private set; } = "";

    public string HomeCouncil { get; private set; } = "";

    public string HostCouncil { get; private set; } = "";

    public string EmploymentReference { get; private set; } = "";

    public string PostTitle { get; private set; } = "";

    public string Service { get; private set; } = "";

    public DateOnly FirstDay { get; private set; }

    /// <summary>Included.</summary>
    public DateOnly LastDay { get; private set; }

    public string LegalBasis { get; private set; } = "";

    /// <summary>The state as last moved by someone; <see cref="StateOn"/> also sees that the term is over.</summary>
    public SecondmentState State { get; private set; } = SecondmentState.Proposed;

    public string ProposedBy { get; private set; } = "";

    public DateOnly? ConsultedOn { get; private set; }

    public string? ConsultationOutcome { get; private set; }

    /// <summary>Who approved home's side; null before, and for secondments of before it was kept.</summary>
    public string? HomeApprovedBy { get; private set; }

    public IReadOnlyList<Signature> Signatures => _signatures;

    public IReadOnlyList<HostShare> Shares => _shares;

    public PendingChange? PendingChange { get; private set; }

    public DateRange Term => new(FirstDay, LastDay);

    public bool NeedsConsultation => LegalBasis == global::Secondments.Placements.LegalBasis.Section113;

    /// <summary>An active secondment is over on the day after its last.</summary>
    public SecondmentState StateOn(DateOnly today) =>
        State is SecondmentState.Active && today > LastDay ? SecondmentState.Ended : State;

    /// <summary>Each council approves its own side, home first. Nobody approves what he proposed.</summary>
    public Refusal? Approve(KeyHolder by)
    {
        var council = by.Council;
        if (State is not (SecondmentState.Proposed or SecondmentState.HomeApproved))
        {
            return Refused("not-awaiting-approval", $"Only a proposed secondment can be approved. This one is {Words(State)}.");
        }

        if (State is SecondmentState.Proposed && council != HomeCouncil)
        {
            return Refused("home-approves-first", $"{HomeCouncil}, the home council, approves first.");
        }

        if (State is SecondmentState.HomeApproved && council != HostCouncil)
        {
            return Refused("own-side-only", $"{HomeCouncil} has approved its side. The other side is {HostCouncil}'s.");
        }

        if (by.Is(HomeCouncil, ProposedBy))
        {
            return Refused("own-proposal", "Who proposed a secondment cannot approve it, under whichever sign-in. Ask another approver.");
        }

        if (HomeApprovedBy is { } homeApprover && by.Is(HomeCouncil, homeApprover))
        {
            return Refused("one-person", $"Who approved it for {HomeCouncil} is the same person. Ask another approver.");
        }

        HomeApprovedBy = State is SecondmentState.Proposed ? by.SignIn : HomeApprovedBy;
        State = State is SecondmentState.Proposed ? SecondmentState.HomeApproved : SecondmentState.HostApproved;
        return null;
    }

    /// <summary>The employer records that the person was consulted, and what came of it.</summary>
    public Refusal? Consult(string council, DateOnly consultedOn, string outcome, DateOnly today)
    {
        if (State is not SecondmentState.HostApproved)
        {
            return Refused("not-awaiting-consultation",
                $"The person is consulted when both councils have approved. This secondment is {Words(State)}.");
        }

        if (council != HomeCouncil)
        {
            return Refused("own-side-only", $"{HomeCouncil} employs the person and records the consultation.");
        }

        if (consultedOn > today)
        {
            return Refused("in-the-future", $"{Day(consultedOn)} is still to come.");
        }

        ConsultedOn = consultedOn;
        ConsultationOutcome = outcome;
        State = SecondmentState.Consulted;
        return null;
    }

    /// <summary>Home, host and employee sign one document; the third signature makes the secondment signed.</summary>
    public Refusal? Sign(KeyHolder by, Signature signature, DateOnly today)
    {
        if (State is SecondmentState.HostApproved && NeedsConsultation)
        {
            return Refused("not-consulted", "Under section 113 nobody signs before the person has been consulted.");
        }

        if (State is not (SecondmentState.HostApproved or SecondmentState.Consulted))
        {
            return Refused("not-awaiting-signature", $"Only an approved secondment is signed. This one is {Words(State)}.");
        }

        var side = signature.Signatory is Signatory.Host ? HostCouncil : HomeCouncil;
        if (by.Council != side)
        {
            return Refused("own-side-only", $"{side} records the signature of the {Words(signature.Signatory)}.");
        }

        if (_signatures.Exists(earlier => earlier.Signatory == signature.Signatory))
        {
            return Refused("already-signed", $"The {Words(signature.Signatory)} has signed already.");
        }

        if (_signatures.Exists(earlier => by.IsAtTheOtherCouncil(
            earlier.Signatory is Signatory.Host ? HostCouncil : HomeCouncil, earlier.RecordedBy)))
        {
            return Refused("one-person", "Who signed for the other council is the same person. Ask another approver.");
        }

        if (_signatures.Exists(earlier => earlier.DocumentSha256 != signature.DocumentSha256))
        {
            return Refused("another-document", "The others signed a document with another hash. All three sign the same one.");
        }

        if (signature.SignedOn > today)
        {
            return Refused("in-the-future", $"{Day(signature.SignedOn)} is still to come.");
        }

        if (signature.SignedOn < ConsultedOn)
        {
            return Refused("signed-before-consultation", $"The person was consulted on {Day(ConsultedOn.Value)}, after this signature.");
        }

        _signatures.Add(signature);
        if (_signatures.Count == 3)
        {
            State = SecondmentState.Signed;
        }

        return null;
    }

    /// <summary>
    /// The person starts. Before the last signature only with <paramref name="consent"/>, an approver's reason for a start
    /// in retrospect.
    /// </summary>
    public Refusal? Start(string council, DateOnly startedOn, RetrospectiveConsent? consent, Authority? authority, DateOnly today)
    {
        if (State is not SecondmentState.Signed)
        {
            return Refused("not-signed", $"Only a signed secondment can start. This one is {Words(StateOn(today))}.");
        }

        if (council != HomeCouncil)
        {
            return Refused("own-side-only", $"{HomeCouncil} employs the person and records the start.");
        }

        if (!Term.Contains(startedOn))
        {
            return Refused("outside-term", $"{Day(startedOn)} is outside the term {Term}.");
        }

        if (startedOn > today)
        {
            return Refused("in-the-future", $"{Day(startedOn)} is still to come. Record the start on the day.");
        }

        if (Authority.RefuseWithout(authority, AgreementReference, HomeCouncil, HostCouncil, startedOn) is { } refusal)
        {
            return refusal;
        }

        if (LastSignedOn > startedOn && consent is null)
        {
            return Refused("started-before-signature",
                $"The last signature is of {Day(LastSignedOn)}. An HR approver may record an earlier start and must give the reason.");
        }

        FirstDay = startedOn;
        State = SecondmentState.Active;
        return null;
    }

    public bool StartsBeforeSignature(DateOnly startedOn) => _signatures.Count == 3 && LastSignedOn > startedOn;

    /// <summary>A later last day, once both councils have asked for it.</summary>
    public Refusal? Extend(KeyHolder by, PendingChange asked, DateOnly? firstUncoveredDay, DateOnly today)
    {
        if (RefuseUnlessActive("extended", today) is { } refusal)
        {
            return refusal;
        }

        if (asked.Day <= LastDay)
        {
            return Refused("not-longer", $"The new last day must be after {Day(LastDay)}.");
        }

        if (firstUncoveredDay is { } day)
        {
            return Refused("no-authority", $"No agreement between {HomeCouncil} and {HostCouncil} is an authority on {Day(day)}.");
        }

        return WhenBothAgree(by, asked, () => LastDay = asked.Day);
    }

    /// <summary>Another share from a day of the term on, past or to come, once both councils have asked for it.</summary>
    public Refusal? Vary(KeyHolder by, PendingChange asked, decimal hostSharePercent, DateOnly today)
    {
        if (RefuseUnlessActive("varied", today) is { } refusal)
        {
            return refusal;
        }

        if (!Term.Contains(asked.Day))
        {
            return Refused("outside-term", $"{Day(asked.Day)} is outside the term {Term}.");
        }

        if (HostShare.PercentOn(_shares, asked.Day) == hostSharePercent)
        {
            return Refused("same-share", string.Create(CultureInfo.InvariantCulture,
                $"The host's share on {asked.Day:yyyy-MM-dd} is {hostSharePercent:0.####} % already."));
        }

        return WhenBothAgree(by, asked, () =>
            _shares.Add(new HostShare { Number = _shares.Count + 1, EffectiveFrom = asked.Day, Percent = hostSharePercent }));
    }

    /// <summary>Either council ends it from today on; a last day in the past changes what was charged, so both must ask for it.</summary>
    public Refusal? End(KeyHolder by, PendingChange asked, DateOnly today)
    {
        if (RefuseUnlessActive("ended", today) is { } refusal)
        {
            return refusal;
        }

        if (!Term.Contains(asked.Day))
        {
            return Refused("outside-term", $"{Day(asked.Day)} is outside the term {Term}.");
        }

        if (asked.Day < today)
        {
            return WhenBothAgree(by, asked, () => EndOn(asked.Day));
        }

        EndOn(asked.Day);
        PendingChange = null;
        return null;
    }

    /// <summary>Either council takes back what nobody has started; the person's time is free again.</summary>
    public Refusal? Withdraw(DateOnly today)
    {
        if (State is SecondmentState.Active or SecondmentState.Ended or SecondmentState.Withdrawn)
        {
            return Refused("not-withdrawable", $"Only a secondment that has not started can be withdrawn. This one is {Words(StateOn(today))}.");
        }

        State = SecondmentState.Withdrawn;
        return null;
    }

    /// <summary>The days on which the host has the person, and with which share.</summary>
    public IReadOnlyList<Placement> Placements() => State is SecondmentState.Withdrawn
        ? []
        : [.. HostShare.On(_shares, Term).Select(part => new Placement
        {
            SourceReference = Reference,
            EmploymentReference = EmploymentReference,
            HomeCouncil = HomeCouncil,
            HostCouncil = HostCouncil,
            FirstDay = part.Days.FirstDay,
            LastDay = part.Days.LastDay,
            HostSharePercent = part.Percent,
        })];

    private DateOnly LastSignedOn => _signatures.Max(signature => signature.SignedOn);

    private void EndOn(DateOnly lastDay)
    {
        LastDay = lastDay;
        State = SecondmentState.Ended;
    }

    private Refusal? RefuseUnlessActive(string asked, DateOnly today) => StateOn(today) is SecondmentState.Active
        ? null
        : Refused("not-active", $"Only an active secondment can be {asked}. This one is {Words(StateOn(today))}.");

    private Refusal? WhenBothAgree(KeyHolder by, PendingChange asked, Action apply)
    {
        if (PendingChange is { } pending && pending.AskedByCouncil != asked.AskedByCouncil)
        {
            if (!pending.IsTheSameAs(asked))
            {
                return Refused("another-change-pending",
                    $"{pending.AskedByCouncil} has asked for another change ({Words(pending.Kind)}, {Day(pending.Day)}). Agree on one first.");
            }

            if (pending.AskedByOfficer is { } officer && by.Is(pending.AskedByCouncil, officer))
            {
                return Refused("one-person", $"Who asked for it for {pending.AskedByCouncil} is the same person. Ask another approver.");
            }

            apply();
            PendingChange = null;
            return null;
        }

        if (PendingChange is not null && PendingChange.IsTheSameAs(asked))
        {
            return Refused("awaiting-other-council", "Your council has asked for this already. The other council must ask for the same.");
        }

        // A council may change its mind before the other has answered.
        PendingChange = asked;
        return null;
    }

    private static Refusal Refused(string code, string sentence) => new(code, sentence);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Words(Enum value) =>
        string.Concat(value.ToString().Select((letter, i) => i > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"))
            .ToLowerInvariant();
}

/// <summary>What the home council proposes.</summary>
public sealed record ProposedTerms(
    string AgreementReference, string HomeCouncil, string HostCouncil, string EmploymentReference, string PostTitle, string Service,
    DateOnly FirstDay, DateOnly LastDay, decimal HostSharePercent, string LegalBasis);

/// <summary>An HR approver's reason why a person started before all had signed.</summary>
public sealed record RetrospectiveConsent(string Approver, string Reason);
