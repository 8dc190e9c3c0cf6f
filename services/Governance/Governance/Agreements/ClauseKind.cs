namespace Governance.Agreements;

/// <summary>
/// What a clause of a kind must say: the one table of clause kinds and their parameters. Everything that is charged by takes its
/// figures from here, so a wrong name or a figure that can't be read is refused at the door.
/// </summary>
public sealed record ClauseKind(string Name, string Rules, IReadOnlyList<ClauseParameter> Parameters)
{
    /// <summary>The parameter of a settlement clause that names the joint board to which disputes go that the officers can't end.</summary>
    public const string EscalatesTo = "escalatesTo";

    // Whether a supply between councils is taxable is decided clause by clause, by a named VAT officer, with a reason.
    private static readonly ClauseParameter[] Vat =
    [
        ClauseParameter.OneOf("vatTreatment", "S", "O", "E", "Z", VatSupplies.NoSupply),
        ClauseParameter.Text("vatReason"),
        ClauseParameter.Text("vatReviewer"),
        ClauseParameter.Day("vatReviewedOn"),
        ClauseParameter.Percent("vatRatePercent").NeededWhen("vatTreatment", "S"),
        ClauseParameter.OneOf("vatSupply", [.. VatSupplies.Treatments.Keys]).Optional()
    ];

    public static ClauseKind FixedCharge { get; } = new(
        "fixed-charge",
        "a yearly sum, spread over the months of the financial year",
        [
            ClauseParameter.Code("charge"),
            ClauseParameter.Text("description"),
            ClauseParameter.Code("payee"),
            ClauseParameter.Code("payer"),
            ClauseParameter.Code("service"),
            ClauseParameter.Pounds("annualGbp"),
            ClauseParameter.OneOf("spread", "cumulative", "eleven-equal"),
            ClauseParameter.OneOf("trueUp", "none", "actual").Optional(),
            ClauseParameter.Percent("tolerancePercent").NeededWhen("trueUp", "actual"),
            .. Vat
        ]);

    public static ClauseKind Secondment { get; } = new(
        "secondment",
        "the cost of a person lent, by the host's share",
        [
            ClauseParameter.OneOf("partMonth", "calendar-days"),
            ClauseParameter.OneOf("rounding", "per-line", "carry"),
            ClauseParameter.OneOf("niThreshold", "annual-twelfth", "monthly-table"),
            ClauseParameter.OneOf("niEmployments", "together", "each").Optional(),
            ClauseParameter.OneOf("pensionLumpSum", "excluded", "included"),
            ClauseParameter.OneOf("levyPercent", "rate", "none"),
            .. Vat
        ]);

    public static ClauseKind SharedPost { get; } = new(
        "shared-post",
        "a post that serves both councils, covered by a fixed charge",
        [ClauseParameter.Code("coveredBy"), .. Vat]);

    public static ClauseKind SupportDays { get; } = new(
        "support-days",
        "adviser days at schools, at the catalogue's rate",
        [.. Vat]);

    /// <summary>Each clause is a pool: what goes in, who shares it and by what basis.</summary>
    public static ClauseKind CostPool { get; } = new(
        "cost-pool",
        "costs as they are incurred, gathered in a pool and shared by a basis",
        [
            ClauseParameter.Code("pool"),
            ClauseParameter.Text("description"),
            ClauseParameter.Code("payee"),
            ClauseParameter.Code("payer"),
            ClauseParameter.Code("service"),
            ClauseParameter.OneOf(
                "basis", "fixed-percent", "fte-days", "headcount", "payroll-cost", "caseload", "pupil-numbers", "floor-area",
                "transactions", "time-recorded", "equal", "direct-actual", "budget-quantum"),
            ClauseParameter.Codes("parties").Optional(),
            ClauseParameter.Shares("shares").NeededWhen("basis", "fixed-percent"),
            ClauseParameter.OneOf("measuredOver", "month", "april-to-december").Optional(),
            ClauseParameter.OneOf("lines", "per-pool", "per-item"),
            ClauseParameter.Codes("stepsDownTo").Optional(),
            ClauseParameter.Whole("order").Optional(),
            ClauseParameter.Pounds("ceilingGbp").Optional(),
            ClauseParameter.OneOf("beforeStart", "no", "yes").Optional(),
            .. Vat
        ])
    {
        Together = CostPoolRules.Faults
    };

    public static ClauseKind Settlement { get; } = new(
        "settlement",
        "terms of payment, days for disputes, and tolerances of matching",
        [
            ClauseParameter.Whole("paymentTermsDays"),
            ClauseParameter.Whole("acknowledgeDays"),
            ClauseParameter.Whole("resolveDays"),
            ClauseParameter.Pounds("autoToleranceGbp"),
            ClauseParameter.Pounds("acceptToleranceGbp"),
            ClauseParameter.Pounds("writeOffLimitGbp").Optional(),
            ClauseParameter.Whole("matchWindowDays"),
            ClauseParameter.SomeOf(
                "matchRules", "exactReference", "referenceAmountPeriod", "nearReference", "referenceInText", "amountAndDate", "partsOfOne",
                "oneForSeveral", "severalForSeveral", "subsetSum").Optional(),
            ClauseParameter.OneOf("reviewedBy", "other-council", "either-council").Optional(),
            ClauseParameter.Code(EscalatesTo).Optional()
        ]);

    public static IReadOnlyList<ClauseKind> All { get; } = [FixedCharge, Secondment, SharedPost, SupportDays, CostPool, Settlement];

    /// <summary>What is wrong with parameters that can each be read but don't go together.</summary>
    private Func<IReadOnlyDictionary<string, string>, IEnumerable<(string Name, string Fault)>> Together { get; init; } = _ => [];

    public static ClauseKind? Named(string name) => All.SingleOrDefault(kind => kind.Name == name);

    /// <summary>What is wrong with the parameters, by name; empty when nothing is.</summary>
    public IReadOnlyDictionary<string, string> Faults(IReadOnlyDictionary<string, string> given)
    {
        var faults = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var unknown in given.Keys.Where(name => Parameters.All(parameter => parameter.Name != name)))
        {
            faults[unknown] = $"A clause of kind {Name} has no parameter {unknown}.";
        }

        foreach (var parameter in Parameters)
        {
            if (parameter.FaultIn(given) is { } fault)
            {
                faults[parameter.Name] = fault;
            }
        }

        if (faults.Count == 0)
        {
            foreach (var (name, fault) in Together(given))
            {
                faults.TryAdd(name, fault);
            }

            if (VatSupplies.FaultIn(given) is { } untrue)
            {
                faults.TryAdd("vatTreatment", untrue);
            }
        }

        return faults;
    }
}
