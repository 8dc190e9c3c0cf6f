using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Governance.Contracts;
using Recharging.Engine.Facts;
using SchoolSupport.Contracts;
using Secondments.Contracts;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Facts;

/// <summary>The closed list of what can be a fact: the events that are heard, and the rates, costs and drivers that officers load.</summary>
public static class FactKinds
{
    private static readonly Dictionary<string, Type> Kinds = new Type[]
    {
        typeof(DecisionRecorded), typeof(AgreementInForce), typeof(AgreementVaried), typeof(AgreementEnded), typeof(ClauseAgreed),
        typeof(SecondmentStarted), typeof(SecondmentVaried), typeof(SecondmentExtended), typeof(SecondmentEnded),
        typeof(SharedPostShareChanged), typeof(PayChanged), typeof(PersonEmployed), typeof(EmploymentEnded), typeof(EmploymentContinued),
        typeof(CommissionAgreed), typeof(CommissionPaused), typeof(CommissionResumed), typeof(CommissionStopped),
        typeof(SupportDayEvidenced),
        typeof(SpineRate), typeof(NationalInsuranceRate), typeof(PensionRate), typeof(LevyRate),
        typeof(CostIncurred), typeof(PooledCostIncurred), typeof(DriverMeasured),
        typeof(ActualDeclared), typeof(BudgetSet), typeof(CreditAgreed),
    }.ToDictionary(type => type.Name, StringComparer.Ordinal);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static IReadOnlyCollection<string> Names => Kinds.Keys;

    /// <summary>What speaks of one subject alone.</summary>
    public static IReadOnlyList<string> OfOneSubject { get; } =
    [
        nameof(SecondmentStarted), nameof(SecondmentVaried), nameof(SecondmentExtended), nameof(SecondmentEnded),
        nameof(SharedPostShareChanged), nameof(PayChanged), nameof(PersonEmployed), nameof(EmploymentEnded), nameof(EmploymentContinued),
        nameof(CommissionAgreed), nameof(CommissionPaused), nameof(CommissionResumed), nameof(CommissionStopped),
        nameof(SupportDayEvidenced), nameof(CostIncurred), nameof(CreditAgreed),
    ];

    /// <summary>All else, such as a rate or a clause, may change what anyone is charged; a budget changes no charge.</summary>
    public static IReadOnlyList<string> ForAll { get; } = [.. Kinds.Keys.Except(OfOneSubject).Except([nameof(BudgetSet)])];

    /// <summary>A fact that an event tells. Its stream and version are its key for ever.</summary>
    public static Fact Told(Delivery delivery, object told, string subject, DateOnly effectiveFrom, DateTimeOffset learnedAt,
        params string[] parties) =>
        New($"{delivery.Publisher}/{delivery.Aggregate}/{delivery.Version}", told, subject, effectiveFrom, learnedAt, parties);

    public static Fact New(
        string sourceKey, object told, string subject, DateOnly effectiveFrom, DateTimeOffset learnedAt, params string[] parties)
    {
        var body = JsonSerializer.Serialize(told, told.GetType(), Json);
        return new Fact
        {
            SourceKey = sourceKey,
            Kind = told.GetType().Name,
            Subject = subject,
            EffectiveFrom = effectiveFrom,
            EffectiveUntil = LastDayOf(told),
            LearnedAt = learnedAt,
            Body = body,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body))),
            Parties = parties,
        };
    }

    public static Known<object> Read(Fact fact) => new(fact.Number, fact.Sha256, Read(fact.Kind, fact.Body));

    /// <summary>What was said, as its event or rate.</summary>
    public static object Read(string kind, string body) => JsonSerializer.Deserialize(body, Kinds[kind], Json)!;

    private static DateOnly? LastDayOf(object told) => told switch
    {
        SupportDayEvidenced visit => visit.Day,
        CostIncurred cost => AccountingPeriod.Parse(cost.Period).Days.LastDay,
        PooledCostIncurred pooled => LastDayOf(pooled.Cost),
        _ => null,
    };
}
