using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Values;

namespace Recharging.Engine.Lines;

/// <summary>
/// Turns positions into lines: what is known now less what is posted already. A first charge, a late award and a backdated end
/// come out of the same subtraction.
/// </summary>
public static class Draft
{
    /// <summary>The lines in the order of the statement; references follow it.</summary>
    /// <param name="calculation">What is due, in its scope.</param>
    /// <param name="posted">What was issued before for the subjects in that scope, oldest first.</param>
    /// <param name="billingPeriod">The month whose statement charges what is new.</param>
    public static IReadOnlyList<DraftLine> Lines(
        Calculation calculation, IReadOnlyList<StatementLine> posted, AccountingPeriod billingPeriod)
    {
        var before = posted
            .Where(line => calculation.Scope.Covers(line.ServicePeriod, line.Subject))
            .ToLookup(PositionKey.Of);
        var due = new HashSet<PositionKey>();
        var lines = new List<DraftLine>(calculation.Charges.Count);
        foreach (var charge in calculation.Charges)
        {
            var key = PositionKey.Of(charge);
            StatementLine[] earlier = before.Count > 0 && before.Contains(key) && due.Add(key) ? [.. before[key]] : [];
            if (Change(charge, earlier, calculation.FactNumber) is { } line)
            {
                lines.Add(line);
            }
        }

        lines.AddRange(before.Where(subject => !due.Contains(subject.Key))
            .Select(subject => TakeBack([.. subject], calculation.FactNumber)).OfType<DraftLine>());
        if (!IsInOrder(lines))
        {
            lines.Sort(InStatementOrder);
        }

        var statement = StatementLine.ReferencesOf(billingPeriod);
        for (var at = 0; at < lines.Count; at++)
        {
            lines[at].Reference = string.Create(CultureInfo.InvariantCulture, $"{statement}{at + 1:000}");
        }

        return lines;
    }

    /// <summary>Of all that the lines charge: a run issues what was reviewed, or nothing.</summary>
    public static string Sha256(IReadOnlyList<DraftLine> lines)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{line.Reference}|{line.Payee}|{line.Payer}|{line.AgreementReference}|{line.Subject}|{line.Service}|{line.ServicePeriod}|")
                .Append(CultureInfo.InvariantCulture,
                $"{line.Corrects}|{line.ClauseReference}|{line.CoveredBy}|{line.Amount.Pence}|{line.VatTreatment}|{line.Vat.Pence}");
            foreach (var component in line.Components)
            {
                text.Append(CultureInfo.InvariantCulture, $"|{component.Component}={component.AmountGbp:0.00}");
            }

            hash.AppendData(Encoding.UTF8.GetBytes(text.Append('\n').ToString()));
            text.Clear();
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static DraftLine? Change(Charge charge, StatementLine[] posted, long factNumber)
    {
        var changes = Changes(charge, posted);
        if ((posted.Length > 0 || charge.IsCumulative) && Array.TrueForAll(changes, change => change.AmountGbp == 0))
        {
            return null;
        }

        var amount = Money.Zero;
        foreach (var change in changes)
        {
            amount += Money.Pounds(change.AmountGbp);
        }

        var vat = charge.Vat.On(charge.Owed) - posted.Sum(line => line.Vat);
        return new DraftLine
        {
            Payee = charge.Payee,
            Payer = charge.Payer,
            AgreementReference = charge.AgreementReference,
            Subject = charge.Subject,
            SubjectKind = charge.SubjectKind,
            Service = charge.Service,
            ServicePeriod = charge.ServicePeriod,
            Corrects = posted.Length == 0 || charge.IsCumulative ? null : posted[0].Reference,
            Description = charge.Description,
            Working = charge.Working,
            ClauseReference = charge.ClauseReference,
            CoveredBy = charge.CoveredBy,
            Amount = amount,
            VatTreatment = charge.Vat.Treatment,
            IsClassified = charge.Vat.IsClassified,
            Vat = vat,
            VatReason = charge.Vat.CitedReason,
            Components = changes,
            Explain = () => LineExplanation.OfChange(charge, posted, amount, vat, factNumber),
        };
    }

    // The facts say now that nothing was due at all: what was posted goes back.
    private static DraftLine? TakeBack(StatementLine[] posted, long factNumber)
    {
        var back = Sums(posted).Select(sum => new LineComponent(sum.Key, -sum.Value)).ToArray();
        if (Array.TrueForAll(back, component => component.AmountGbp == 0))
        {
            return null;
        }

        var first = posted[0];
        var amount = Money.Pounds(back.Sum(component => component.AmountGbp));
        var vat = -posted.Sum(line => line.Vat);
        return new DraftLine
        {
            Payee = first.Payee,
            Payer = first.Payer,
            AgreementReference = first.AgreementReference,
            Subject = first.Subject,
            SubjectKind = first.SubjectKind,
            Service = first.Service,
            ServicePeriod = first.ServicePeriod,
            Corrects = first.Reference,
            Description = first.Description,
            Working = "nothing is due any more",
            ClauseReference = first.ClauseReference,
            CoveredBy = first.CoveredBy,
            Amount = amount,
            VatTreatment = first.VatTreatment,
            IsClassified = true,
            Vat = vat,
            VatReason = first.VatReason,
            Components = back,
            Explain = () => LineExplanation.OfTakingBack(posted, back, amount, vat, factNumber),
        };
    }

    private static LineComponent[] Changes(Charge charge, StatementLine[] posted)
    {
        if (posted.Length == 0)
        {
            var first = new LineComponent[charge.Components.Count];
            for (var at = 0; at < first.Length; at++)
            {
                first[at] = new LineComponent(charge.Components[at].Component, charge.Components[at].Of(charge.Payer).InPounds);
            }

            return first;
        }

        var sums = Sums(posted);
        return
        [
            .. charge.Components.Select(component => new LineComponent(
                component.Component, component.Of(charge.Payer).InPounds - sums.GetValueOrDefault(component.Component))),
            .. sums.Where(sum => charge.Components.All(component => component.Component != sum.Key))
                .Select(sum => new LineComponent(sum.Key, -sum.Value)),
        ];
    }

    private static Dictionary<string, decimal> Sums(StatementLine[] posted) => posted
        .SelectMany(line => line.Components)
        .GroupBy(component => component.Component, StringComparer.Ordinal)
        .ToDictionary(components => components.Key, components => components.Sum(component => component.AmountGbp), StringComparer.Ordinal);

    private static bool IsInOrder(List<DraftLine> lines)
    {
        for (var at = 1; at < lines.Count; at++)
        {
            if (InStatementOrder(lines[at - 1], lines[at]) > 0)
            {
                return false;
            }
        }

        return true;
    }

    private static int InStatementOrder(DraftLine one, DraftLine other)
    {
        var order = string.CompareOrdinal(one.Payee, other.Payee);
        order = order != 0 ? order : SubjectKinds.Rank(one.SubjectKind).CompareTo(SubjectKinds.Rank(other.SubjectKind));
        order = order != 0 ? order : string.CompareOrdinal(one.ClauseReference, other.ClauseReference);
        order = order != 0 ? order : string.CompareOrdinal(one.Subject, other.Subject);
        return order != 0 ? order : one.ServicePeriod.CompareTo(other.ServicePeriod);
    }

    /// <summary>What a position is of. The cumulative ones have no service period of their own.</summary>
    private readonly record struct PositionKey(string Agreement, string Subject, AccountingPeriod? ServicePeriod, string Payee, string Payer)
    {
        public static PositionKey Of(Charge charge) => new(
            charge.AgreementReference, charge.Subject, charge.IsCumulative ? null : charge.ServicePeriod, charge.Payee, charge.Payer);

        public static PositionKey Of(StatementLine line) => new(
            line.AgreementReference, line.Subject, line.SubjectKind == SubjectKinds.Rounding ? null : line.ServicePeriod, line.Payee,
            line.Payer);
    }
}
