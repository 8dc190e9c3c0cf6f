using Recharging.Engine;
using Values;

namespace Recharging.Reconciling;

/// <summary>A quarter between two councils as it stands, and what each may do with it next.</summary>
public sealed class Pack(
    Quarter quarter, CouncilPair councils, int termsVersion, BalanceTermsContent terms, PackFacts facts,
    IReadOnlyList<BalanceStatement> statements, IReadOnlyList<BalanceResponse> responses)
{
    private readonly (IReadOnlyList<PackSide> Sides, IReadOnlyList<PackItem> Items) _figures = PackFigures.Of(facts);

    public Quarter Quarter => quarter;

    public CouncilPair Councils => councils;

    public BalanceTermsContent Terms => terms;

    public required IReadOnlyList<string> NotReconciled { get; init; }

    public IReadOnlyList<PackItem> Items => _figures.Items;

    public PackSide SideOf(string receivable) => _figures.Sides.Single(side => side.Receivable == receivable);

    public BalanceStatement? LastStatement(string receivable) =>
        statements.Where(statement => statement.Receivable == receivable).MaxBy(statement => statement.Version);

    public BalanceResponse? LastResponse(BalanceStatement statement) => responses
        .Where(response => response.Receivable == statement.Receivable && response.StatementVersion == statement.Version)
        .MaxBy(response => response.Sequence);

    public int NextSequence(BalanceStatement statement) => (LastResponse(statement)?.Sequence ?? 0) + 1;

    public bool IsCurrent(BalanceStatement statement) => SideOf(statement.Receivable) is var side
        && statement.Balance.InPounds == side.ReceivableGbp && statement.Income.InPounds == side.IncomeGbp;

    /// <summary>Nobody says anything of a quarter before it is over, or without what both ledgers say of its end.</summary>
    public Refusal? WhyNotYet(DateOnly today) =>
        today <= quarter.LastDay ? new Refusal("quarter-not-over", $"{quarter} ends on {quarter.LastDay:d MMMM yyyy}.")
        : NotSent.Count > 0 ? new Refusal("balances-missing",
            $"{string.Join(" and ", NotSent)} has not sent the control-account balances of {quarter.LastPeriod}.")
        : null;

    /// <summary>Above the threshold nothing is agreed that has pennies without a reason.</summary>
    public Refusal? WhyNotAgreed(string receivable) => SideOf(receivable) is var side && MustAgree(side)
        && (side.RemainsGbp != 0 || side.IncomeRemainsGbp != 0)
        ? new Refusal("not-explained", $"{Money.Pounds(side.RemainsGbp)} of the balances and {Money.Pounds(side.IncomeRemainsGbp)} of the "
            + $"income have no reason yet. Above {Money.Pounds(terms.AgreeBalancesGbp)} every penny needs one.")
        : null;

    public PackContent Content()
    {
        var sides = _figures.Sides.Select(side =>
        {
            var statement = LastStatement(side.Receivable);
            return new PackContent.Side(side, MustSend(side), MustAgree(side), StateOf(side, statement), statement?.Version ?? 0,
                statement?.AnswerBy);
        }).ToList();
        return new PackContent(
            quarter.ToString(), quarter.LastDay, councils.Both, termsVersion, terms, terms.Timetable(quarter),
            [.. facts.Balances.Select(balance => new PackContent.Account(balance.Council, balance.Account, balance.Closing.InPounds))],
            sides,
            _figures.Items,
            _figures.Sides.Sum(side => side.DifferenceGbp), _figures.Sides.Sum(side => side.ExplainedGbp),
            _figures.Sides.Sum(side => side.RemainsGbp),
            [.. Sent().Concat(Answered()).OrderBy(entry => entry.At)],
            NotSent,
            NotReconciled,
            [.. facts.Months.TakeLast(1).SelectMany(month => month.Alarms)]);
    }

    private List<string> NotSent =>
        [.. councils.Both.Where(council => facts.Balances.All(balance => balance.Council != council))];

    private bool MustSend(PackSide side) => side.ReceivableGbp > terms.SendBalancesGbp || side.IncomeGbp > terms.SendIncomeGbp;

    private bool MustAgree(PackSide side) => side.ReceivableGbp > terms.AgreeBalancesGbp || side.IncomeGbp > terms.AgreeIncomeGbp;

    private string StateOf(PackSide side, BalanceStatement? statement) =>
        statement is null ? MustSend(side) ? "toSend" : "notNeeded"
        : !IsCurrent(statement) ? "changed"
        : LastResponse(statement) is not { } response ? "toAnswer"
        : response.IsAgreed ? "agreed" : "notAgreed";

    private IEnumerable<PackContent.Entry> Sent() => statements
        .OrderBy(sent => (sent.Receivable, sent.Version)).Select(sent => new PackContent.Entry(
        sent.SentAt, sent.Receivable, sent.SentByName, "statement", sent.Receivable, sent.Version, sent.Balance.InPounds,
        sent.Income.InPounds, sent.IsLate, null, []));

    private IEnumerable<PackContent.Entry> Answered() => responses
        .OrderBy(answer => (answer.Receivable, answer.StatementVersion, answer.Sequence)).Select(answer => new PackContent.Entry(
        answer.AnsweredAt, answer.Council, answer.AnsweredByName, answer.IsAgreed ? "agreed" : "notAgreed", answer.Receivable,
        answer.StatementVersion, answer.Balance.InPounds, answer.Expenditure.InPounds, answer.IsLate, answer.Remark, answer.Mismatches));
}
