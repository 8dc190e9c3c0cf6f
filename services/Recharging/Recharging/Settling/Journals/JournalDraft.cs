using Recharging.Ledgers;
using Values;

namespace Recharging.Settling;

/// <summary>Codes what is booked of a statement's lines for one council's ledger, in one direction, as its tables say of a day.</summary>
public sealed class JournalDraft(Journal journal, CouncilCoding coding, DateOnly codedOn, DateTimeOffset madeAt)
{
    private readonly List<JournalLine> lines = [];
    private readonly List<Refusal> faults = [];
    private readonly (CodeMap? Map, Refusal? Refusal) erp = CodeMap.OfJournals(coding.Mapped, journal.Council, codedOn);

    public Journal Journal => journal;

    public IReadOnlyList<JournalLine> Lines => lines;

    /// <summary>What the council's tables do not say, or say of what is closed by now; one entry each.</summary>
    public IReadOnlyList<Refusal> Faults => faults;

    /// <summary>The control line first, then income or cost by component, then VAT. A credit swaps the sides.</summary>
    public void Book(Booked booked)
    {
        var receivable = journal.Direction == CodingWords.Receivable;
        var order = receivable ? null : OrderFor(booked.Line.AgreementReference, booked.Line.Service);
        Add(booked, CodingWords.Control, receivable ? booked.Payable : -booked.Payable, booked.Vat, order);
        foreach (var (component, amount) in booked.Components)
        {
            Add(booked, component, receivable ? -amount : amount, Money.Zero, order);
        }

        Add(booked, CodingWords.Vat, receivable ? -booked.Vat : booked.Vat, Money.Zero, order);
    }

    private string? OrderFor(string agreement, string service)
    {
        var order = coding.Orders.For(agreement, service, codedOn);
        if (order is null && coding.RequiresOrder)
        {
            faults.Add(new Refusal("purchase-order-missing",
                $"{journal.Council} requires a purchase order and has none for {service} of {agreement} on {codedOn:yyyy-MM-dd}"));
        }

        return order;
    }

    private void Add(Booked booked, string component, Money debit, Money vat, string? order)
    {
        if (debit == Money.Zero)
        {
            return;
        }

        var line = booked.Line;
        if (erp.Refusal is { } unclear)
        {
            faults.Add(unclear with { Sentence = unclear.Sentence.TrimEnd('.') });
        }

        if (Code(component, line.Service) is not { } code)
        {
            faults.Add(new Refusal("coding-missing",
                $"{journal.Council} has no {journal.Direction} coding for {component} of {line.Service} on {codedOn:yyyy-MM-dd}"));
            return;
        }

        // The ERP's own control account, where it is mapped, is the same for every service.
        var account = (component == CodingWords.Control ? erp.Map?.ControlAccount(journal.Direction) : null) ?? code.Account;
        if (coding.Open.Closed(journal.Council, account, code.CostCentre, codedOn) is { } closed)
        {
            faults.Add(new Refusal("coding-closed",
                $"{journal.Council} codes {component} of {line.Service} ({journal.Direction}) to {closed}, which is not open"));
        }

        lines.Add(new JournalLine
        {
            JournalReference = journal.Reference,
            Version = journal.Version,
            MadeAt = madeAt,
            LineNo = lines.Count + 1,
            Council = journal.Council,
            ExternalLineId = line.Reference,
            Component = component,
            Account = account,
            CostCentre = code.CostCentre,
            Partner = journal.Partner,
            PurchaseOrder = order,
            Debit = debit.IsNegative ? Money.Zero : debit,
            Credit = debit.IsNegative ? -debit : Money.Zero,
            VatCode = code.VatCode,
            VatAmount = vat,
            Text = line.Description.Length <= 50 ? line.Description : line.Description[..50],
        });
    }

    private CodingRow? Code(string component, string service) => coding.Rows
        .Where(row => row.Component == component && row.Service == service && row.Direction == journal.Direction
            && row.EffectiveFrom <= codedOn)
        .MaxBy(row => (row.EffectiveFrom, row.Id));
}

/// <summary>All that one council says of how it books: its coding rows, what of its chart is open, and its purchase orders.</summary>
/// <param name="RequiresOrder">True when it takes no charge without a purchase order.</param>
/// <param name="Mapped">What its ERPs' codes stand for.</param>
public sealed record CouncilCoding(
    IReadOnlyList<CodingRow> Rows, OpenCodes Open, PurchaseOrderBook Orders, bool RequiresOrder, IReadOnlyList<MappedCode> Mapped);
