using System.Globalization;
using Governance.Contracts;
using Recharging.Engine.Facts;
using Values;

namespace Recharging.Engine;

/// <summary>A cost pool as one version of its clause rules it.</summary>
public sealed record CostPool
{
    /// <summary>Of the clauses that say how a pool is shared.</summary>
    public const string ClauseKind = "cost-pool";

    private const int MostReceivers = 50;

    /// <exception cref="CannotBeWorkedOutException">The clause lacks a term, or its terms don't go together.</exception>
    public CostPool(Known<ClauseAgreed> clause)
    {
        Terms = new ClauseTerms(clause);
        Vat = Terms.Vat;
        Name = Terms.Text("pool");
        Payee = Terms.Text("payee");
        Payer = Terms.Text("payer");
        Service = Terms.Text("service");
        Description = Terms.Find("description") ?? Name;
        Basis = Terms.OneOf("basis", Bases.All);
        IsPerItem = Terms.OneOf("lines", "per-pool", "per-item") == "per-item";
        IsMeasuredOverNineMonths = Terms.OneOf("measuredOver", "month", "april-to-december") == "april-to-december";
        IsBeforeStart = Terms.OneOf("beforeStart", "no", "yes") == "yes";
        Order = Terms.Find("order") is null ? int.MaxValue : decimal.ToInt32(Terms.Number("order"));
        Ceiling = Terms.Find("ceilingGbp") is null ? null : Money.Pounds(Terms.Number("ceilingGbp"));
        StepsDownTo = Codes("stepsDownTo");
        Receivers = [.. Codes("parties").Concat(StepsDownTo).Order(StringComparer.Ordinal)];
        if (Receivers.Length is 0 or > MostReceivers || Receivers.Distinct(StringComparer.Ordinal).Count() != Receivers.Length)
        {
            throw new CannotBeWorkedOutException($"Clause {Terms.Reference} must name 1 to {MostReceivers} that share {Name}, once each.");
        }
    }

    public ClauseTerms Terms { get; }

    public VatTerms Vat { get; }

    public string Name { get; }

    public string Payee { get; }

    public string Payer { get; }

    public string Service { get; }

    public string Description { get; }

    public string Basis { get; }

    public bool IsPerItem { get; }

    public bool IsMeasuredOverNineMonths { get; }

    public bool IsBeforeStart { get; }

    /// <summary>Its place among the pools that step down; those without one come last.</summary>
    public int Order { get; }

    /// <summary>What the payer is charged by this clause in all, at most.</summary>
    public Money? Ceiling { get; }

    /// <summary>The pools among the receivers.</summary>
    public string[] StepsDownTo { get; }

    /// <summary>All that share it, in the order of their codes: a penny in doubt goes to the first.</summary>
    public string[] Receivers { get; }

    /// <summary>The percentages of the clause, by receiver.</summary>
    /// <exception cref="CannotBeWorkedOutException">They don't name every receiver, or don't add up to 100.</exception>
    public decimal[] Percentages()
    {
        var shares = Terms.Text("shares").Split(", ").Select(share => share.Split(' ')).ToList();
        var percents = shares.Where(share => share.Length == 2)
            .Select(share => (Receiver: share[0], IsRead: decimal.TryParse(share[1], NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture, out var percent), Percent: percent))
            .Where(share => share.IsRead)
            .OrderBy(share => share.Receiver, StringComparer.Ordinal)
            .ToList();
        if (percents.Count != shares.Count || !percents.Select(share => share.Receiver).SequenceEqual(Receivers))
        {
            throw new CannotBeWorkedOutException(
                $"Clause {Terms.Reference}: the shares of {Name} must name {string.Join(", ", Receivers)}, once each.");
        }

        var total = percents.Sum(share => share.Percent);
        return total == 100
            ? [.. percents.Select(share => share.Percent)]
            : throw new CannotBeWorkedOutException(string.Create(CultureInfo.InvariantCulture,
                $"Clause {Terms.Reference}: the shares of {Name} add up to {total:0.####}%, not to 100%."));
    }

    private string[] Codes(string name) =>
        Terms.Find(name)?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
