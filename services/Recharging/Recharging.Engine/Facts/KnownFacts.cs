using Governance.Contracts;
using SchoolSupport.Contracts;
using Secondments.Contracts;
using Values;

namespace Recharging.Engine.Facts;

/// <summary>
/// Everything known at one fact number, looked up by day. The same facts give the same answers in any order that they arrived in,
/// but for one: of two that speak of the same thing and day, the one learned later counts.
/// </summary>
public sealed class KnownFacts
{
    private readonly Dictionary<string, Known<AgreementInForce>> agreements = [];
    private readonly Dictionary<string, Known<object>> agreementEnds = [];
    private readonly Dictionary<(string Agreement, string Clause), List<Known<ClauseAgreed>>> clauses = [];
    private readonly Dictionary<string, Known<SecondmentStarted>> secondments = [];
    private readonly Dictionary<string, Known<object>> secondmentEnds = [];
    private readonly Dictionary<string, List<Known<SecondmentVaried>>> shares = [];
    private readonly Dictionary<string, List<Known<SharedPostShareChanged>>> sharedPosts = [];
    private readonly Dictionary<string, List<Known<PayChanged>>> pay = [];
    private readonly Dictionary<string, Known<EmploymentEnded>> employmentEnds = [];
    private readonly Dictionary<string, Commission> commissions = [];
    private readonly Dictionary<string, Known<DecisionRecorded>> decisions = [];
    private readonly Dictionary<(string Agreement, string Charge, string From), Known<ActualDeclared>> actuals = [];
    private readonly List<Known<CreditAgreed>> credits = [];
    private readonly Dictionary<(string Agreement, string Kind), List<List<Known<ClauseAgreed>>>> clausesByKind = [];
    private readonly List<Known<SecondmentStarted>> secondmentsInOrder;
    private readonly Known<object>[] inOrder;
    private readonly Citations citations;

    /// <param name="facts">In any order; each body is a contract's event or a rate.</param>
    /// <param name="leastSure">Rates less sure than this are not taken: a charge takes agreed ones only, a forecast offers too.</param>
    public KnownFacts(IEnumerable<Known<object>> facts, RateStatus leastSure = RateStatus.Agreed)
    {
        inOrder = [.. facts.OrderBy(fact => fact.Number)];
        LastNumber = inOrder.Length == 0 ? 0 : inOrder[^1].Number;
        citations = new Citations(LastNumber);
        Rates = new RateTable(citations, leastSure);
        Array.ForEach(inOrder, Take);

        // A month asks for clauses and secondments day by day: both are put in order once.
        secondmentsInOrder = [.. secondments.Values.OrderBy(fact => fact.Body.SecondmentReference, StringComparer.Ordinal)];
        foreach (var (clause, versions) in clauses.OrderBy(clause => clause.Key.Clause, StringComparer.Ordinal))
        {
            versions.Sort((one, other) => (other.Body.EffectiveFrom, other.Body.Version, other.Number)
                .CompareTo((one.Body.EffectiveFrom, one.Body.Version, one.Number)));
            foreach (var kind in versions.Select(version => version.Body.Kind).Distinct(StringComparer.Ordinal))
            {
                Under(clausesByKind, (clause.Agreement, kind)).Add(versions);
            }
        }
    }

    /// <summary>The number that these facts are known at.</summary>
    public long LastNumber { get; init; }

    /// <summary>What a calculation with these facts rests on, by number: of rates and clauses those that it looked up, of all else what
    /// there is.</summary>
    public IEnumerable<Known<object>> Cited =>
        inOrder.Where(fact => citations.Has(fact.Number) || !(fact.Body is ClauseAgreed || RateTable.IsRate(fact.Body)));

    public RateTable Rates { get; }

    public CostTable Costs { get; } = new();

    public DriverTable Drivers { get; } = new();

    public Persons Persons { get; } = new();

    public IEnumerable<Known<AgreementInForce>> Agreements =>
        agreements.Values.OrderBy(fact => fact.Body.AgreementReference, StringComparer.Ordinal);

    public IReadOnlyList<Known<SecondmentStarted>> Secondments => secondmentsInOrder;

    public IEnumerable<IReadOnlyList<Known<SharedPostShareChanged>>> SharedPosts =>
        sharedPosts.OrderBy(post => post.Key, StringComparer.Ordinal).Select(post => post.Value);

    public IEnumerable<Commission> Commissions => commissions.Values
        .Where(commission => commission.Agreed is not null)
        .OrderBy(commission => commission.Agreed!.Body.CommissionReference, StringComparer.Ordinal);

    /// <summary>What fixed charges turned out to cost; of two for the same months the one learned later.</summary>
    public IEnumerable<Known<ActualDeclared>> Actuals =>
        actuals.OrderBy(actual => actual.Value.Number).Select(actual => actual.Value);

    /// <summary>What was given back of lines, in the order that it was agreed.</summary>
    public IReadOnlyList<Known<CreditAgreed>> Credits => credits;

    public Known<AgreementInForce>? Agreement(string reference) => agreements.GetValueOrDefault(reference);

    /// <summary>The days on which the agreement is an authority, or null when it is not known to be in force.</summary>
    public DateRange? LiveDays(string agreement)
    {
        if (!agreements.TryGetValue(agreement, out var known))
        {
            return null;
        }

        var last = agreementEnds.TryGetValue(agreement, out var end) && end.Number > known.Number
            ? end.Body switch { AgreementVaried varied => varied.LastDay, AgreementEnded ended => ended.LastDay, _ => known.Body.LastDay }
            : known.Body.LastDay;
        return last < known.Body.FirstDay ? null : new DateRange(known.Body.FirstDay, last);
    }

    public Known<DecisionRecorded>? Decision(string reference) => decisions.GetValueOrDefault(reference);

    /// <summary>Every version of the agreement's clauses of a kind.</summary>
    public IEnumerable<Known<ClauseAgreed>> ClauseVersions(string agreement, string kind) => clauses
        .Where(clause => clause.Key.Agreement == agreement)
        .OrderBy(clause => clause.Key.Clause, StringComparer.Ordinal)
        .SelectMany(clause => clause.Value)
        .Where(version => version.Body.Kind == kind)
        .Select(version => citations.Of(version)!);

    /// <summary>The version of one clause that rules on the day.</summary>
    public Known<ClauseAgreed>? ClauseNamed(string agreement, string reference, DateOnly day) =>
        clauses.TryGetValue((agreement, reference), out var versions) && versions.Count > 0
            ? Ruling(versions, versions[0].Body.Kind, day)
            : null;

    /// <summary>The clause versions of a kind, each clause once: the version that rules on the day.</summary>
    public IEnumerable<Known<ClauseAgreed>> Clauses(string agreement, string kind, DateOnly day) =>
        clausesByKind.TryGetValue((agreement, kind), out var ofKind)
            ? ofKind.Select(versions => Ruling(versions, kind, day)).OfType<Known<ClauseAgreed>>()
            : [];

    public Known<ClauseAgreed>? Clause(string agreement, string kind, DateOnly day)
    {
        if (clausesByKind.TryGetValue((agreement, kind), out var ofKind))
        {
            foreach (var versions in ofKind)
            {
                if (Ruling(versions, kind, day) is { } clause)
                {
                    return clause;
                }
            }
        }

        return null;
    }

    /// <summary>Every clause of the agreement, of whatever kind, in the version that rules on the day.</summary>
    public IEnumerable<Known<ClauseAgreed>> RulingClauses(string agreement, DateOnly day) => clausesByKind
        .Where(ofKind => ofKind.Key.Agreement == agreement)
        .SelectMany(ofKind => Clauses(agreement, ofKind.Key.Kind, day));

    // The latest version that has taken effect rules, even where it says that nothing is charged any more.
    private Known<ClauseAgreed>? Ruling(List<Known<ClauseAgreed>> latestFirst, string kind, DateOnly day)
    {
        foreach (var version in latestFirst)
        {
            if (version.Body.EffectiveFrom <= day)
            {
                return version.Body.Kind == kind && !(version.Body.EffectiveUntil < day) ? citations.Of(version) : null;
            }
        }

        return null;
    }

    /// <summary>The person's last day with the host, and the fact that says so.</summary>
    public (DateOnly LastDay, long Number) LastDay(Known<SecondmentStarted> secondment)
    {
        var (last, number) = secondmentEnds.TryGetValue(secondment.Body.SecondmentReference, out var end)
            ? (end.Body switch { SecondmentExtended extended => extended.LastDay, SecondmentEnded ended => ended.LastDay, _ => default },
                end.Number)
            : (secondment.Body.LastDay, secondment.Number);
        return employmentEnds.TryGetValue(secondment.Body.EmploymentReference, out var left) && left.Body.LastDay < last
            ? (left.Body.LastDay, left.Number)
            : (last, number);
    }

    /// <summary>The host's share on a day, in percent, and the fact that says so.</summary>
    public (decimal Percent, long Number) HostShare(Known<SecondmentStarted> secondment, DateOnly day) =>
        shares.TryGetValue(secondment.Body.SecondmentReference, out var versions)
        && InForce(versions, version => version.EffectiveFrom, day) is { } varied
            ? (varied.Body.HostSharePercent, varied.Number)
            : (secondment.Body.HostSharePercent, secondment.Number);

    /// <summary>Whose charges may change when something is learned of these: an employment's pay changes its secondments, and those of the
    /// person's other employments.</summary>
    public IReadOnlySet<string> ChargedFor(IReadOnlySet<string> touched)
    {
        var employments = Persons.WithOthers(touched);
        return Secondments
            .Where(secondment => employments.Contains(secondment.Body.EmploymentReference))
            .Select(secondment => secondment.Body.SecondmentReference)
            .Concat(touched)
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The employment's last day is over.</summary>
    public bool HasLeft(string employment, DateOnly day) => employmentEnds.TryGetValue(employment, out var left) && left.Body.LastDay < day;

    public Known<PayChanged>? Pay(string employment, DateOnly day) =>
        pay.TryGetValue(employment, out var versions) ? InForce(versions, version => version.EffectiveFrom, day) : null;

    /// <summary>Of dated versions the one that rules on the day: the latest first day, and of two with the same day the one learned
    /// later.</summary>
    public static Known<T>? InForce<T>(IReadOnlyList<Known<T>> versions, Func<T, DateOnly> effectiveFrom, DateOnly day)
    {
        Known<T>? best = null;
        foreach (var version in versions)
        {
            var from = effectiveFrom(version.Body);
            if (from <= day && (best is null || (from, version.Number).CompareTo((effectiveFrom(best.Body), best.Number)) > 0))
            {
                best = version;
            }
        }

        return best;
    }

    private void Take(Known<object> fact)
    {
        switch (fact.Body)
        {
            case AgreementInForce body: agreements[body.AgreementReference] = As<AgreementInForce>(fact); break;
            case AgreementVaried body: agreementEnds[body.AgreementReference] = fact; break;
            case AgreementEnded body: agreementEnds[body.AgreementReference] = fact; break;
            case ClauseAgreed body: Under(clauses, (body.AgreementReference, body.ClauseReference)).Add(As<ClauseAgreed>(fact)); break;
            case SecondmentStarted body: secondments[body.SecondmentReference] = As<SecondmentStarted>(fact); break;
            case SecondmentExtended body: secondmentEnds[body.SecondmentReference] = fact; break;
            case SecondmentEnded body: secondmentEnds[body.SecondmentReference] = fact; break;
            case SecondmentVaried body: Under(shares, body.SecondmentReference).Add(As<SecondmentVaried>(fact)); break;
            case SharedPostShareChanged body: Under(sharedPosts, body.PostReference).Add(As<SharedPostShareChanged>(fact)); break;
            case PayChanged body: Under(pay, body.EmploymentReference).Add(As<PayChanged>(fact)); break;
            case EmploymentEnded body: employmentEnds[body.EmploymentReference] = As<EmploymentEnded>(fact); break;
            case PersonEmployed body: Persons.Take(body); break;
            case EmploymentContinued body: employmentEnds.Remove(body.EmploymentReference); break;
            case CommissionAgreed body: Under(commissions, body.CommissionReference).Agreed = As<CommissionAgreed>(fact); break;
            case CommissionPaused body: Under(commissions, body.CommissionReference).Pauses.Add(As<CommissionPaused>(fact)); break;
            case CommissionResumed body: Under(commissions, body.CommissionReference).Resumptions.Add(As<CommissionResumed>(fact)); break;
            case CommissionStopped body: Under(commissions, body.CommissionReference).Stopped = As<CommissionStopped>(fact); break;
            case SupportDayEvidenced body:
                Under(commissions, body.CommissionReference).Days[body.VisitReference] = As<SupportDayEvidenced>(fact);
                break;
            case DecisionRecorded body: decisions[body.DecisionReference] = As<DecisionRecorded>(fact); break;
            case CostIncurred: Costs.Take(As<CostIncurred>(fact)); break;
            case PooledCostIncurred body: Costs.Take(new(fact.Number, fact.Sha256, body.Cost)); break;
            case DriverMeasured: Drivers.Take(As<DriverMeasured>(fact)); break;
            case ActualDeclared body:
                actuals[(body.AgreementReference, body.Charge, body.FirstPeriod)] = As<ActualDeclared>(fact);
                break;
            case CreditAgreed: credits.Add(As<CreditAgreed>(fact)); break;
            default: Rates.Take(fact); break;
        }
    }

    private static Known<T> As<T>(Known<object> fact) => new(fact.Number, fact.Sha256, (T)fact.Body);

    private static TValue Under<TKey, TValue>(Dictionary<TKey, TValue> index, TKey key)
        where TKey : notnull
        where TValue : new()
    {
        if (!index.TryGetValue(key, out var value))
        {
            index[key] = value = new TValue();
        }

        return value;
    }
}
