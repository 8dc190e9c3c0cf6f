using Values;

namespace Recharging.Engine;

/// <summary>
/// What one subject costs in one service period, as far as is known: the position of each party in each component, whatever was
/// posted before.
/// </summary>
public sealed record Charge
{
    public required string AgreementReference { get; init; }

    /// <summary>A fixed charge's name, a secondment, a shared post or a commission.</summary>
    public required string Subject { get; init; }

    /// <summary>One of <see cref="SubjectKinds"/>.</summary>
    public required string SubjectKind { get; init; }

    public required AccountingPeriod ServicePeriod { get; init; }

    public required string Payee { get; init; }

    public required string Payer { get; init; }

    public required string Service { get; init; }

    public required string Description { get; init; }

    /// <summary>The days and shares in a few words, for example <c>14/30 calendar days</c>.</summary>
    public required string Working { get; init; }

    public required string ClauseReference { get; init; }

    /// <summary>The clause whose fixed charge already pays for this, so that it is £0.00 here.</summary>
    public required string? CoveredBy { get; init; }

    public required VatTerms Vat { get; init; }

    public required IReadOnlyList<ComponentPosition> Components { get; init; }

    /// <summary>Says why it may be charged at all: clause, agreement and the decisions that they rest on.</summary>
    public required Func<IReadOnlyList<Explanation>> Authorities { get; init; }

    /// <summary>Its position is that of all service periods so far: what is new of it belongs to the open billing period.</summary>
    public bool IsCumulative => SubjectKind == SubjectKinds.Rounding;

    /// <summary>What the payer owes, all components.</summary>
    public Money Owed
    {
        get
        {
            var owed = Money.Zero;
            foreach (var component in Components)
            {
                owed += component.Of(Payer);
            }

            return owed;
        }
    }
}

/// <summary>A component's whole amount in pence and what falls to each party; the parts sum to the whole. It is explained when somebody
/// asks, from what it was worked out with.</summary>
public sealed record ComponentPosition(string Component, Money Whole, IReadOnlyList<PartyPosition> Parties, Func<Explanation> Explain)
{
    /// <summary>The payer's share before it is rounded, where the clause carries the pence.</summary>
    public RoundingCarry.ExactShare? Exact { get; init; }

    public Money Of(string party)
    {
        var amount = Money.Zero;
        foreach (var part in Parties)
        {
            amount += part.Party == party ? part.Amount : Money.Zero;
        }

        return amount;
    }
}

/// <summary>What falls to one party.</summary>
public readonly record struct PartyPosition(string Party, Money Amount);

/// <summary>How a clause treats its charges for VAT; no treatment means that a VAT officer has not classified it yet.</summary>
public sealed record VatTerms(string? Treatment, decimal RatePercent, string? Reason, string? Reviewer, string? ReviewedOn,
    string? Supply = null)
{
    /// <summary>Treated as the table of supplies says, when the clause names its supply.</summary>
    public bool IsClassified => Treatment is not null && VatTreatments.All.Contains(Treatment)
        && (Supply is null || VatSupply.Named(Supply)?.Treatment == Treatment);

    /// <summary>The officer's reason with the authority that it rests on, as invoices print it.</summary>
    public string? CitedReason => Supply is not null && VatSupply.Named(Supply) is { } supply
        ? Reason is null ? supply.Citation : $"{Reason} ({supply.Citation})" : Reason;

    /// <summary>VAT on an amount, half a penny up; nil unless standard-rated.</summary>
    public Money On(Money amount) =>
        Treatment == VatTreatments.Standard ? Money.RoundHalfUp(amount.InPounds * RatePercent / 100) : Money.Zero;
}

/// <summary>What a charge can be about.</summary>
public static class SubjectKinds
{
    public const string FixedCharge = "fixed-charge";
    public const string Secondment = "secondment";
    public const string SupportDays = "support-days";
    public const string SharedPost = "shared-post";

    /// <summary>A pool's month, shared as a whole.</summary>
    public const string CostPool = "cost-pool";

    /// <summary>One cost of a pool whose clause asks for a line each.</summary>
    public const string CostItem = "cost-item";

    /// <summary>The pence between the rounded charges and the exact ones, carried for ever.</summary>
    public const string Rounding = "rounding";

    /// <summary>The order in which a statement lists them.</summary>
    public static readonly IReadOnlyList<string> InOrder =
        [FixedCharge, CostPool, CostItem, Secondment, SupportDays, SharedPost, Rounding];

    /// <summary>The kind's place in that order, from 0.</summary>
    public static int Rank(string kind)
    {
        var rank = 0;
        while (InOrder[rank] != kind)
        {
            rank++;
        }

        return rank;
    }
}

/// <summary>What a charge is made of.</summary>
public static class Components
{
    public const string FixedCharge = "fixed-charge";
    public const string Salary = "salary";
    public const string NationalInsurance = "ni";
    public const string Pension = "pension";
    public const string PensionLumpSum = "pension-lump-sum";
    public const string Levy = "levy";
    public const string SupportDays = "support-days";
    public const string CostPool = "cost-pool";
    public const string Rounding = "rounding";

    /// <summary>Nothing to pay here: another clause's charge covers it.</summary>
    public const string Covered = "covered";
}
