namespace Governance.Agreements;

/// <summary>
/// A version of a clause: what is charged and how, as named parameters, from a day on. A later version replaces an earlier one from
/// its own first day. It rules once a governance officer of each council has agreed it.
/// </summary>
public sealed class Clause
{
    private readonly List<ClauseAgreement> agreedBy = [];

    public required string AgreementReference { get; init; }

    public required string[] Parties { get; init; }

    /// <summary>Within the agreement: <c>C1</c>.</summary>
    public required string Number { get; init; }

    /// <summary>Counts from 1.</summary>
    public required int Version { get; init; }

    public required string Kind { get; init; }

    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>Included; null while open.</summary>
    public required DateOnly? EffectiveUntil { get; init; }

    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    public required string ProposedBy { get; init; }

    public required Provenance Provenance { get; init; }

    public ClauseStatus Status { get; private set; }

    public IReadOnlyList<ClauseAgreement> AgreedBy => agreedBy;

    public string Reference => $"{AgreementReference}/{Number}";

    public DateRange Days => new(EffectiveFrom, EffectiveUntil);

    /// <summary>One council's governance officer agrees the version. The second council's agreement makes it rule.</summary>
    public Refusal? Agree(KeyHolder by, string officerName)
    {
        if (Status is not ClauseStatus.Proposed)
        {
            return new Refusal("not-proposed", $"Only a proposed version can be agreed. Version {Version} of {Reference} is {Status}.");
        }

        if (!Parties.Contains(by.Council))
        {
            return new Refusal("not-a-party", $"Only {string.Join(" and ", Parties)} agree {Reference}.");
        }

        if (agreedBy.Any(agreed => agreed.Council == by.Council))
        {
            return new Refusal(
                "agreed-already",
                $"{by.Council} has agreed version {Version} of {Reference} already. The other council must agree it now.");
        }

        if (agreedBy.Any(agreed => by.Is(agreed.Council, agreed.Officer)))
        {
            return new Refusal("one-person", $"Who agreed {Reference} for the other council is the same person. Ask a colleague.");
        }

        agreedBy.Add(new ClauseAgreement(by.Council, by.SignIn, officerName));
        if (Parties.All(party => agreedBy.Any(agreed => agreed.Council == party)))
        {
            Status = ClauseStatus.Agreed;
        }

        return null;
    }

    /// <summary>Takes a proposed version back. Either party may.</summary>
    public Refusal? Withdraw()
    {
        if (Status is not ClauseStatus.Proposed)
        {
            return new Refusal("not-proposed", $"Only a proposed version can be withdrawn. Version {Version} of {Reference} is {Status}.");
        }

        Status = ClauseStatus.Withdrawn;
        return null;
    }

    /// <summary>What in the agreement forbids this clause: its days, its parties, or another clause that rules the same thing.</summary>
    internal Refusal? OffendsIn(Agreement agreement)
    {
        if (!agreement.Days.Contains(EffectiveFrom) || (EffectiveUntil is { } until && !agreement.Days.Contains(until)))
        {
            return new Refusal(
                "outside-the-term",
                $"{agreement.Reference} runs {agreement.Days}. The clause must take effect within these days.");
        }

        if (Parameters.TryGetValue("payee", out var payee) && Parameters.TryGetValue("payer", out var payer)
            && (payee == payer || !Parties.Contains(payee) || !Parties.Contains(payer)))
        {
            return new Refusal(
                "payee-and-payer",
                $"One of {Parties[0]} and {Parties[1]} pays the other. {payer} can't pay {payee} under {agreement.Reference}.");
        }

        var others = agreement.Clauses.Where(other => other.Number != Number && other.Status is not ClauseStatus.Withdrawn).ToList();
        if (Parameters.TryGetValue("coveredBy", out var covering)
            && !others.Any(other => other.Reference == covering && other.Kind == ClauseKind.FixedCharge.Name))
        {
            return new Refusal("not-covered", $"{covering} is no fixed charge of {agreement.Reference}, so it covers nothing.");
        }

        var rival = others.FirstOrDefault(other =>
            (other.Kind == Kind || Charge(this) is not null) && other.Days.Overlaps(Days) && Charge(other) == Charge(this));
        if (rival is not null)
        {
            return new Refusal(
                "ruled-already",
                $"{rival.Reference} rules {Charge(rival) ?? Kind} {rival.Days}. Propose a new version of it instead.");
        }

        return Kind == ClauseKind.CostPool.Name ? CostPoolRules.Offends(this, agreement) : null;
    }

    // Several fixed charges and pools may stand side by side, each by its own name; of every other kind one clause rules at a time.
    private static string? Charge(Clause clause) =>
        clause.Parameters.GetValueOrDefault("charge") ?? clause.Parameters.GetValueOrDefault("pool");
}

/// <summary>The governance officer who agreed for a council.</summary>
public sealed record ClauseAgreement(string Council, string Officer, string OfficerName);

/// <summary>Only an agreed version rules.</summary>
public enum ClauseStatus
{
    Proposed,
    Agreed,
    Withdrawn
}
