namespace Portal.Clients;

/// <summary>What officers of a council can do with a statement now: pages offer this and nothing else.</summary>
public sealed record NextSteps(IReadOnlyList<NextSteps.OfLine> Lines, NextSteps.ToSettle Settlement)
{
    private readonly Dictionary<string, OfLine> _byLine = Lines.ToDictionary(line => line.Line, StringComparer.Ordinal);

    /// <summary>Of officers who decide nothing of a statement.</summary>
    public static NextSteps None { get; } = new([], new([], [], WhyNot: null));

    /// <summary>Whether a settlement would send anything to the ledgers.</summary>
    public bool CanSettle => Settlement is { WhyNot: null, Journals.Count: > 0 };

    public bool CanAgree(Statement.Line line) => _byLine.GetValueOrDefault(line.Reference) is { CanAgree: true };

    public bool CanDispute(Statement.Line line) => _byLine.GetValueOrDefault(line.Reference) is { CanDispute: true };

    public bool CanWithdraw(Statement.Line line) => _byLine.GetValueOrDefault(line.Reference) is { CanWithdraw: true };

    /// <summary>The council that pays can still say something of it.</summary>
    public bool CanMark(Statement.Line line) => CanAgree(line) || CanDispute(line);

    public sealed record OfLine(string Line, bool CanAgree, bool CanDispute, bool CanWithdraw);

    /// <param name="WhyNot">Why nothing can be settled; null when it can.</param>
    public sealed record ToSettle(IReadOnlyList<Journal> Journals, IReadOnlyList<HeldBack> Held, string? WhyNot);

    /// <param name="Direction"><c>receivable</c> or <c>payable</c>.</param>
    /// <param name="AmountGbp">With VAT; below nil when it goes the other way.</param>
    public sealed record Journal(string Council, string Direction, int Lines, decimal AmountGbp);

    /// <summary>Before VAT.</summary>
    public sealed record HeldBack(string Payer, string Payee, decimal DisputedGbp, decimal CreditAgreedGbp);
}
