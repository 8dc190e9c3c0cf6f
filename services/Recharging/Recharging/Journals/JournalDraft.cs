using Recharging.Coding;
using Values;

namespace Recharging.Journals;

/// <summary>Codes what is booked of a statement's lines for one council's ledger, in one direction.</summary>
public sealed class JournalDraft(Journal journal, IReadOnlyList<CodingRow> coding, DateOnly codedOn)
{
    private readonly List<JournalLine> lines = [];
    private readonly List<string> missing = [];

    public IReadOnlyList<JournalLine> Lines => lines;

    /// <summary>What the coding table does not say, one entry each.</summary>
    public IReadOnlyList<string> Missing => missing;

    /// <summary>The control line first, then income or cost by component, then VAT. A credit swaps the sides.</summary>
    public void Book(Booked booked)
    {
        var receivable = journal.Direction == CodingWords.Receivable;
        Add(booked, CodingWords.Control, receivable ? booked.Payable : -booked.Payable, booked.Vat);
        foreach (var (component, amount) in booked.Components)
        {
            Add(booked, component, receivable ? -amount : amount, Money.Zero);
        }

        Add(booked, CodingWords.Vat, receivable ? -booked.Vat : booked.Vat, Money.Zero);
    }

    private void Add(Booked booked, string component, Money debit, Money vat)
    {
        if (debit == Money.Zero)
        {
            return;
        }

        var line = booked.Line;
        if (Code(component, line.Service) is not { } code)
        {
            missing.Add($"{journal.Council} has no {journal.Direction} coding for {component} of {line.Service} on {codedOn:yyyy-MM-dd}");
            return;
        }

        lines.Add(new JournalLine
        {
            JournalReference = journal.Reference,
            Version = journal.Version,
            LineNo = lines.Count + 1,
            Council = journal.Council,
            ExternalLineId = line.Reference,
            Component = component,
            Account = code.Account,
            CostCentre = code.CostCentre,
            Partner = journal.Partner,
            Debit = debit.IsNegative ? Money.Zero : debit,
            Credit = debit.IsNegative ? -debit : Money.Zero,
            VatCode = code.VatCode,
            VatAmount = vat,
            Text = line.Description.Length <= 50 ? line.Description : line.Description[..50],
        });
    }

    private CodingRow? Code(string component, string service) => coding
        .Where(row => row.Component == component && row.Service == service && row.Direction == journal.Direction
            && row.EffectiveFrom <= codedOn)
        .MaxBy(row => (row.EffectiveFrom, row.Id));
}
