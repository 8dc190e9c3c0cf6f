using Recharging.Matching;
using Recharging.Matching.Differences;
using Values;

namespace MatchFiles;

/// <summary>The cost centre and VAT code that a ledger should have for each charge, learned from its lines that quote one.</summary>
public sealed class Bookings
{
    private readonly string _account;
    private readonly Habits _costCentres;
    private readonly Habits _vatCodes;

    public Bookings(Ledger ledger, IReadOnlyDictionary<string, StatementCharge> charges)
    {
        _account = ledger.Lines.CountBy(line => line.Line.Account).OrderByDescending(account => account.Value)
            .ThenBy(account => account.Key, StringComparer.Ordinal).Select(account => account.Key).FirstOrDefault("control");
        var quoting = ledger.Lines.Where(line => line.Line.ExternalLineId is { } quoted && charges.ContainsKey(quoted))
            .Select(line => (Charge: charges[line.Line.ExternalLineId!], line.CostCentre, line.VatCode)).ToList();
        _costCentres = new Habits([.. quoting.Select(line => (line.Charge.CostCentre, line.CostCentre))]);
        _vatCodes = new Habits([.. quoting.Select(line => (line.Charge.VatCode, line.VatCode))]);
        var withVat = ledger.Lines.Where(line => line.Line.ExternalLineId is { } quoted && charges.GetValueOrDefault(quoted) is { } charge
            && charge.Vat != Money.Zero).Select(line => new[] { line.Line.Vat, line.Vat }.Any(vat => vat?.Abs() == charges[line.Line.ExternalLineId!].Vat.Abs())).ToList();
        SaysVat = withVat.Count > 0 && withVat.Count(says => says) * 2 > withVat.Count;
    }

    /// <summary>Most of its lines say the VAT of the charge that they quote, so one that says another is wrong.</summary>
    public bool SaysVat { get; }

    public IReadOnlyList<ExpectedCoding> Expected(StatementCharge charge) =>
        (_costCentres.Expected(charge.CostCentre), _vatCodes.Expected(charge.VatCode)) is var (centre, code) && (centre ?? code) is not null
            ? [new ExpectedCoding(_account, centre, code)]
            : [];

    public IReadOnlyList<CodedLine> Booked(LedgerRow line) => [new CodedLine(line.Line.Key, _account, line.CostCentre, line.VatCode, line.Vat)];
}
