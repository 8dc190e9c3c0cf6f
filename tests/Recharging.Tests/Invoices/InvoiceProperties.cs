using FsCheck;
using FsCheck.Fluent;
using Recharging.Agreeing;
using Recharging.Engine.Lines;
using Recharging.Settling;
using Values;

namespace Recharging.Tests.Invoices;

/// <summary>Any history of charges, corrections, disputes and agreements, invoiced at any moments.</summary>
public sealed class InvoiceProperties
{
    private const decimal Rate = 20m;
    private static readonly string[] Treatments = ["S", "O", "E", "Z", "N"];

    /// <summary>One thing that happens: a statement line of a subject's month comes, it is marked, or what is new is invoiced.</summary>
    private sealed record Step(int Kind, int Subject, int Month, long Pence, int Part);

    private static readonly Gen<Step> Steps =
        from kind in Gen.Choose(0, 5)
        from subject in Gen.Choose(0, 4)
        from month in Gen.Choose(0, 1)
        from pence in Gen.OneOf(Gen.Choose(0, 9).Select(few => (long)few), Gen.Choose(0, 1_000_000).Select(many => (long)many))
        from part in Gen.Choose(1, 100)
        select new Step(kind, subject, month, pence, part);

    [Fact]
    public void Invoices_LessCreditNotes_AreTheAgreedLines_ToThePenny() =>
        Property.Holds(Steps.ListOf(40), steps =>
        {
            var history = new History();
            foreach (var step in steps)
            {
                history.Take(step);
            }

            history.Invoice();
            history.Invoice().ShouldBe(0, "Asked again, there is nothing new.");
        });

    private sealed class History
    {
        private readonly Dictionary<(int Subject, int Month), (Money Net, Money Vat, string? First)> posted = [];
        private readonly Dictionary<string, (StatementLine Line, LineState State, Money Disputed)> lines = new(StringComparer.Ordinal);
        private readonly List<InvoicedPart> before = [];
        private readonly HashSet<(string, int)> parts = [];
        private int documents;

        public void Take(Step step)
        {
            switch (step.Kind)
            {
                case <= 1:
                    Charge(step);
                    break;
                case <= 4:
                    Mark(step);
                    break;
                default:
                    Invoice();
                    break;
            }
        }

        public int Invoice()
        {
            var (drafts, refusal) = InvoiceDraft.Of(
                lines.Values.Select(line => AgreedLine.Of(line.Line, line.State, line.Disputed, line.Line.VatTreatment == "S" ? Rate : 0m)), before);
            refusal.ShouldBeNull();
            foreach (var draft in drafts)
            {
                Hold(draft);
                var number = $"HCC-{(draft.Kind is InvoiceKind.Invoice ? "INV" : "CN")}-{++documents:000000}";
                before.AddRange(draft.Parts.Select(part => new InvoicedPart(
                    number, Given.Day("2023-05-09"), draft.Credits, draft.VatTreatment, draft.VatRatePercent, part.Line.Reference,
                    part.Line.AgreementReference, part.Line.Subject, part.Line.ServicePeriod, part.Net, part.Vat)));
            }

            HoldTotals();
            return drafts.Count;
        }

        private void Hold(InvoiceDraft draft)
        {
            var sign = draft.Kind is InvoiceKind.Invoice ? 1 : -1;
            draft.Parts.All(part => part.Net.Pence * sign > 0 && part.Line.VatTreatment == draft.VatTreatment).ShouldBeTrue();
            draft.VatTreatment.ShouldNotBe("N");
            draft.Vat.ShouldBe(Money.RoundHalfUp(draft.Net.InPounds * draft.VatRatePercent / 100));
            (draft.Net + draft.Vat + draft.Rounding).Pence.ShouldBe(sign * draft.Parts.Sum(part => part.Net + part.Vat).Pence);
            draft.Rounding.Abs().Pence.ShouldBeLessThanOrEqualTo(3 * draft.Parts.Count);
            draft.Parts.All(part => parts.Add(new(part.Line.Reference, part.Number))).ShouldBeTrue();
        }

        private void HoldTotals()
        {
            foreach (var treatment in Treatments.Where(treatment => treatment != "N"))
            {
                var agreed = lines.Values.Where(line => line.Line.VatTreatment == treatment)
                    .Select(line => AgreedLine.Of(line.Line, line.State, line.Disputed, 0m)).ToList();
                var invoiced = before.Where(part => part.VatTreatment == treatment).ToList();
                invoiced.Sum(part => part.Net).ShouldBe(agreed.Sum(line => line.Net));
                invoiced.Sum(part => part.Vat).ShouldBe(agreed.Sum(line => line.Vat));
            }

            // Nothing gives back more than it asked for, subject by subject.
            foreach (var invoice in before.Where(part => part.Net.Pence > 0).GroupBy(part => (part.Number, part.Subject)))
            {
                var credited = before.Where(part => part.Credits == invoice.Key.Number && part.Subject == invoice.Key.Subject)
                    .Sum(part => part.Net);
                (invoice.Sum(part => part.Net) + credited).Pence.ShouldBeGreaterThanOrEqualTo(0);
            }
        }

        // As a run does: what is due now less what is posted, of the amount and of its VAT.
        private void Charge(Step step)
        {
            var (net, vat, first) = posted.GetValueOrDefault((step.Subject, step.Month));
            var treatment = Treatments[step.Subject];
            var due = new Money(step.Pence);
            var dueVat = treatment == "S" ? Money.RoundHalfUp(due.InPounds * Rate / 100) : Money.Zero;
            if (due == net)
            {
                return;
            }

            var reference = $"L-{lines.Count + 1:0000}";
            lines[reference] = (LineOf(reference, step, treatment, due - net, dueVat - vat, first), LineState.Unseen, Money.Zero);
            posted[(step.Subject, step.Month)] = (due, dueVat, first ?? reference);
        }

        private void Mark(Step step)
        {
            var open = lines.Values.Where(line => line.State is not LineState.Agreed).ToList();
            if (open.Count == 0)
            {
                return;
            }

            var (line, _, _) = open[(int)(step.Pence % open.Count)];
            var disputed = new Money(Math.Max(1, line.Amount.Abs().Pence * step.Part / 100));
            var state = step.Kind == 2 ? LineState.Agreed : disputed == line.Amount.Abs() ? LineState.Disputed : LineState.PartDisputed;
            lines[line.Reference] = (line, state, state is LineState.Agreed ? Money.Zero : disputed);
        }

        private StatementLine LineOf(string reference, Step step, string treatment, Money amount, Money vat, string? corrects) => new()
        {
            Reference = reference, StatementNumber = "ST-2023-24-P01", Position = lines.Count + 1, Parties = ["HCC", "IWC"], Payee = "HCC",
            Payer = "IWC", AgreementReference = "SP-2018", Subject = $"subject-{step.Subject}", SubjectKind = "fixed-charge",
            Service = "management", BillingPeriod = Given.Period("2023/24-P03"),
            ServicePeriod = Given.Period($"2023/24-P0{step.Month + 1}"), Corrects = corrects, Description = "A charge", Amount = amount,
            VatTreatment = treatment, Vat = vat, VatReason = "Reviewed", Working = "a month", CoveredBy = null, ClauseReference = "SP-2018/C1",
            Components = [new LineComponent("fixed-charge", amount.InPounds)],
        };
    }
}
