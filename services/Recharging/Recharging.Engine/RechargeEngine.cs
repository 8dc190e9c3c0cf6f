using Recharging.Engine.Facts;
using Values;

namespace Recharging.Engine;

/// <summary>
/// The money engine: facts known at a number in, the position of each party out. Pure: no clock, no database, no memory of what
/// was charged before, so a first charge, a late pay award and a backdated end are the same function of other facts.
/// </summary>
public static class RechargeEngine
{
    /// <summary>Kept with each run. A new version works out what is new or touched; it reprices no month by itself.</summary>
    public const int Version = 1;

    /// <summary>Of the code that is deployed: a what-if of the same build is priced as a run of it would be.</summary>
    public static string Build { get; } = typeof(RechargeEngine).Module.ModuleVersionId.ToString("N");

    /// <summary>The charges between two councils for every service period from the first to the last, in a stable order.</summary>
    public static Calculation Calculate(KnownFacts facts, CouncilPair councils, AccountingPeriod first, AccountingPeriod last) =>
        Calculate(facts, councils, Scope.Everything(first, last));

    /// <summary>The charges of a scope; what lies outside it is as it was.</summary>
    public static Calculation Calculate(KnownFacts facts, CouncilPair councils, Scope scope)
    {
        var calculation = new Calculation(facts, scope);
        for (var period = scope.FirstPeriod; period <= scope.LastPeriod && !period.IsClosingPeriod; period = period.Next)
        {
            FixedCharges.Work(facts, councils, period, calculation);
            SecondmentCosts.Work(facts, councils, period, calculation);
            SupportDayCharges.Work(facts, councils, period, calculation);
            SharedPostCharges.Work(facts, councils, period, calculation);
        }

        PoolCharges.Work(facts, councils, calculation);
        TrueUp.Work(facts, councils, calculation);
        RoundingCarry.Work(facts, calculation);
        AgreedCredits.Work(facts, calculation);
        return calculation;
    }
}

/// <summary>The two councils of an agreement, whichever way round.</summary>
public sealed record CouncilPair
{
    public CouncilPair(string one, string other) =>
        (First, Second) = string.CompareOrdinal(one, other) < 0 ? (one, other) : (other, one);

    public string First { get; }

    public string Second { get; }

    public string[] Both => [First, Second];

    public bool Are(string one, string other) => this == new CouncilPair(one, other);

    /// <summary>The one that is not this one.</summary>
    public string Other(string council) => council == First ? Second : First;
}

/// <summary>What the engine worked out, and what it could not.</summary>
public sealed class Calculation(KnownFacts facts, Scope scope)
{
    private readonly List<Charge> charges = [];
    private readonly List<Refusal> findings = [];
    private readonly List<UnchargedDays> uncharged = [];

    /// <summary>The facts that it is worked out from: all up to this number.</summary>
    public long FactNumber => facts.LastNumber;

    public KnownFacts Facts => facts;

    public Scope Scope => scope;

    public IReadOnlyList<Charge> Charges => charges;

    /// <summary>What is missing before these charges can stand.</summary>
    public IReadOnlyList<Refusal> Findings => findings;

    /// <summary>Everything that is missing, in one refusal; null when the charges can stand.</summary>
    public Refusal? WhyItCannotStand => findings.Count == 0
        ? null
        : new Refusal(findings[0].Code, string.Join(" ", findings.Select(finding => finding.Sentence).Distinct(StringComparer.Ordinal)));

    /// <summary>Days on which someone served and nothing is charged, with the reason.</summary>
    public IReadOnlyList<UnchargedDays> Uncharged => uncharged;

    public void Add(Charge charge) => charges.Add(charge);

    /// <summary>Puts something else in each charge's place.</summary>
    public void Change(Func<Charge, Charge> change)
    {
        for (var at = 0; at < charges.Count; at++)
        {
            charges[at] = change(charges[at]);
        }
    }

    public void Add(UnchargedDays days) => uncharged.Add(days);

    /// <summary>Works out one subject; what it lacks becomes a finding and the others go on.</summary>
    public void Try(Action work)
    {
        try
        {
            work();
        }
        catch (CannotBeWorkedOutException missing)
        {
            findings.Add(missing.ToRefusal());
        }
    }
}

/// <summary>Days without a charge: service without a live authority is never charged, and never silently dropped.</summary>
public sealed record UnchargedDays(string Subject, DateOnly FirstDay, DateOnly LastDay, string Reason);
