using System.Security.Cryptography;
using System.Text.Json;
using Recharging.Kernel;
using Recharging.Statements;
using Values;

namespace Recharging.Runs;

/// <summary>
/// Turns positions into lines: what is known now less what is posted already. A first charge, a late award and a backdated end
/// come out of the same subtraction.
/// </summary>
public static class Draft
{
    /// <summary>The lines in the order of the statement; references follow it.</summary>
    public static IReadOnlyList<DraftLine> Lines(Calculation calculation, IReadOnlyList<PostedLine> posted, AccountingPeriod billingPeriod)
    {
        var before = posted.ToLookup(line => (line.Line.AgreementReference, line.Line.Subject, line.Line.ServicePeriod));
        var charged = calculation.Charges.ToDictionary(charge => (charge.AgreementReference, charge.Subject, charge.ServicePeriod));
        var lines = calculation.Charges
            .Select(charge => Change(charge, [.. before[(charge.AgreementReference, charge.Subject, charge.ServicePeriod)]],
                calculation.FactNumber))
            .Concat(before.Where(subject => !charged.ContainsKey(subject.Key))
                .Select(subject => TakeBack([.. subject], calculation.FactNumber)))
            .OfType<DraftLine>()
            .OrderBy(line => line.Payee, StringComparer.Ordinal)
            .ThenBy(line => Array.IndexOf([.. SubjectKinds.InOrder], line.SubjectKind))
            .ThenBy(line => line.ClauseReference, StringComparer.Ordinal)
            .ThenBy(line => line.Subject, StringComparer.Ordinal)
            .ThenBy(line => line.ServicePeriod)
            .ToList();
        return [.. lines.Select((line, at) => line with { Reference = $"ST{Statement.ShortOf(billingPeriod)}-{at + 1:000}" })];
    }

    /// <summary>Of all that the lines say: a run issues what was reviewed, or nothing.</summary>
    public static string Sha256(IReadOnlyList<DraftLine> lines) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
            lines.Select(line => new
            {
                line.Reference,
                line.Payee,
                line.Payer,
                line.AgreementReference,
                line.Subject,
                line.Service,
                ServicePeriod = line.ServicePeriod.ToString(),
                line.Corrects,
                line.Description,
                line.Working,
                line.ClauseReference,
                line.CoveredBy,
                line.Amount.Pence,
                line.VatTreatment,
                VatPence = line.Vat.Pence,
                Changes = line.Changes.Select(change => $"{change.Component} {change.Party} {change.Amount.Pence}"),
                line.Explanation,
            }),
            JsonSerializerOptions.Web)));

    private static DraftLine? Change(Charge charge, IReadOnlyList<PostedLine> posted, long factNumber)
    {
        var sums = Sums(posted);
        var positions = charge.Components
            .SelectMany(component => component.Parties.Select(part => new PositionChange(component.Component, part.Party, part.Amount)))
            .ToList();
        var gone = sums.Keys.Except(positions.Select(position => (position.Component, position.Party)))
            .Select(key => new PositionChange(key.Component, key.Party, Money.Zero));
        var changes = positions.Concat(gone)
            .Select(position => position with { Amount = position.Amount - sums.GetValueOrDefault((position.Component, position.Party)) })
            .ToList();
        if (posted.Count > 0 && changes.TrueForAll(change => change.Amount == Money.Zero))
        {
            return null;
        }

        var amount = changes.Where(change => change.Party == charge.Payer).Sum(change => change.Amount);
        var vat = charge.Vat.On(charge.Owed) - posted.Sum(line => line.Line.Vat);
        return new DraftLine
        {
            Reference = "",
            Payee = charge.Payee,
            Payer = charge.Payer,
            AgreementReference = charge.AgreementReference,
            Subject = charge.Subject,
            SubjectKind = charge.SubjectKind,
            Service = charge.Service,
            ServicePeriod = charge.ServicePeriod,
            Corrects = posted.Count == 0 ? null : posted[0].Line.Reference,
            Description = charge.Description,
            Working = charge.Working,
            ClauseReference = charge.ClauseReference,
            CoveredBy = charge.CoveredBy,
            Amount = amount,
            VatTreatment = charge.Vat.Treatment,
            IsClassified = charge.Vat.IsClassified,
            Vat = vat,
            VatReason = charge.Vat.CitedReason,
            Changes = changes,
            Explanation = new LineExplanation(
                factNumber,
                Engine.Version,
                new Explanation(Steps.Sum, $"{charge.Description}, {charge.ServicePeriod}: {amount}.", amount.InPounds, From:
                [
                    .. charge.Components.Select(component =>
                        Less(component.Explain(), component.Component, charge.Payer, component.Of(charge.Payer), posted)),
                    .. sums.Keys.Where(key => key.Party == charge.Payer
                        && charge.Components.All(component => component.Component != key.Component))
                        .Select(key => Less(Nothing(key.Component), key.Component, charge.Payer, Money.Zero, posted)),
                ]),
                charge.Authorities(),
                ExplainVat(charge.Vat, vat)),
        };
    }

    // The facts say now that nothing was due at all: what was posted goes back.
    private static DraftLine? TakeBack(IReadOnlyList<PostedLine> posted, long factNumber)
    {
        var sums = Sums(posted);
        if (sums.Values.All(sum => sum == Money.Zero))
        {
            return null;
        }

        var first = posted[0].Line;
        var amount = -sums.Where(sum => sum.Key.Party == first.Payer).Sum(sum => sum.Value);
        return new DraftLine
        {
            Reference = "",
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
            Vat = -posted.Sum(line => line.Line.Vat),
            VatReason = first.VatReason,
            Changes = [.. sums.Select(sum => new PositionChange(sum.Key.Component, sum.Key.Party, -sum.Value))],
            Explanation = new LineExplanation(
                factNumber,
                Engine.Version,
                new Explanation(Steps.Sum, $"{first.Description}, {first.ServicePeriod}: {amount}.", amount.InPounds, From:
                [
                    .. sums.Keys.Where(key => key.Party == first.Payer)
                        .Select(key => Less(Nothing(key.Component), key.Component, first.Payer, Money.Zero, posted)),
                ]),
                [],
                new Explanation(Steps.VatReason, "VAT goes back with what it was charged on.",
                    (-posted.Sum(line => line.Line.Vat)).InPounds)),
        };
    }

    private static Dictionary<(string Component, string Party), Money> Sums(IReadOnlyList<PostedLine> posted) => posted
        .SelectMany(line => line.Positions)
        .GroupBy(position => (position.Component, position.Party))
        .ToDictionary(positions => positions.Key, positions => positions.Sum(position => position.Amount));

    private static Explanation Less(
        Explanation position, string component, string payer, Money due, IReadOnlyList<PostedLine> posted)
    {
        if (posted.Count == 0)
        {
            return position;
        }

        var earlier = posted
            .Select(line => (line.Line.Reference, Amount: line.Positions
                .Where(part => part.Component == component && part.Party == payer).Sum(part => part.Amount)))
            .ToList();
        return new Explanation(
            Steps.Less,
            $"{component}: due now less posted before.",
            (due - earlier.Sum(line => line.Amount)).InPounds,
            From: [position, .. earlier.Select(line =>
                new Explanation(Steps.Posted, $"Posted with {line.Reference}.", line.Amount.InPounds, line.Reference))]);
    }

    private static Explanation Nothing(string component) => new(Steps.Number, $"No {component} is due any more.", 0);

    private static Explanation ExplainVat(VatTerms terms, Money vat) => new(
        Steps.VatReason,
        terms.IsClassified
            ? $"VAT treatment {terms.Treatment}: {terms.CitedReason ?? "as the clause says"}"
                + $"{(terms.Reviewer is { } officer ? $", reviewed by {officer}" : "")}{(terms.ReviewedOn is { } day ? $" on {day}" : "")}."
            : "A VAT officer has not classified this yet.",
        vat.InPounds);
}

/// <summary>A line posted before, with what it added to each position.</summary>
public sealed record PostedLine(StatementLine Line, IReadOnlyList<PostedPosition> Positions);
