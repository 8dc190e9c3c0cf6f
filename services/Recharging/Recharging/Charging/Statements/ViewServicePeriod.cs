using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Engine.Lines;
using ServiceDefaults;
using Values;

namespace Recharging.Charging;

/// <summary>
/// Shows what a month's service has cost so far, by subject: what was charged first, each correction with the statement that it came
/// with, and the total; now, or by the statements that were out at an instant.
/// </summary>
public static class ViewServicePeriod
{
    private const int LongestPage = 1_000;

    /// <param name="Next">The address of the next page, null on the last.</param>
    public sealed record Answer(string ServicePeriod, DateTimeOffset? KnownAt, IReadOnlyList<Cost> Subjects, string? Next);

    public sealed record Cost(string AgreementReference, string Subject, string SubjectKind, string Description, string Payee, string Payer,
        Charged First, IReadOnlyList<Charged> Corrections, decimal TotalGbp, decimal TotalVatGbp);

    public sealed record Charged(
        string LineReference, string StatementNumber, DateTimeOffset IssuedAt, decimal AmountGbp, decimal VatGbp, string Working);

    public static void MapViewServicePeriod(this IEndpointRouteBuilder servicePeriods) =>
        servicePeriods.MapGet("/{period}", Handle).RequireOfficer(Readers.OfMoney).WithName(nameof(ViewServicePeriod));

    /// <param name="period">As an address has it.</param>
    /// <param name="knownAt">An instant of the business clock, included; left out for now.</param>
    /// <param name="subject">One subject alone.</param>
    /// <param name="after">The last subject of the page before.</param>
    /// <param name="db">As the caller.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        string period, DateTimeOffset? knownAt, string? subject, string? after, RechargingDb db, CancellationToken cancellationToken)
    {
        if (!AddressedPeriod.TryParse(period, out var month))
        {
            return AddressedPeriod.Malformed(period);
        }

        var instant = knownAt?.ToUniversalTime();
        var known = from line in db.StatementLines.AsNoTracking()
                    join statement in db.Statements.AsNoTracking() on line.StatementNumber equals statement.Number
                    where line.ServicePeriod == month && (instant == null || statement.IssuedAt <= instant)
                        && (subject == null || line.Subject == subject)
                    select new { Line = line, statement.IssuedAt };
        var page = await known.Select(charged => charged.Line.Subject).Distinct()
            .Where(name => after == null || EF.Functions.GreaterThan(ValueTuple.Create(name), ValueTuple.Create(after))).Order().Take(LongestPage).ToListAsync(cancellationToken);
        var lines = await known.Where(charged => page.Contains(charged.Line.Subject))
            .OrderBy(charged => charged.Line.BillingPeriod).ThenBy(charged => charged.Line.Position).ToListAsync(cancellationToken);
        var costs = lines
            .GroupBy(charged => (charged.Line.Subject, charged.Line.AgreementReference, charged.Line.Payee, charged.Line.Payer))
            .OrderBy(cost => cost.Key.Subject, StringComparer.Ordinal).ThenBy(cost => cost.Key.AgreementReference, StringComparer.Ordinal)
            .ThenBy(cost => cost.Key.Payee, StringComparer.Ordinal)
            .Select(cost => Show([.. cost.Select(charged => charged.Line)], [.. cost.Select(charged => charged.IssuedAt)]));
        return TypedResults.Ok(new Answer(month.ToString(), knownAt, [.. costs], page.Count < LongestPage ? null
            : $"/api/recharging/v1/service-periods/{period}?after={Uri.EscapeDataString(page[^1])}"
                + (knownAt is { } at ? $"&knownAt={Uri.EscapeDataString(at.ToString("O"))}" : "")));
    }

    private static Cost Show(List<StatementLine> lines, List<DateTimeOffset> issuedAt)
    {
        var charged = lines.Zip(issuedAt, (line, at) => new Charged(
            line.Reference, line.StatementNumber, at, line.Amount.InPounds, line.Vat.InPounds, line.Working)).ToList();
        var first = lines[0];
        return new Cost(first.AgreementReference, first.Subject, first.SubjectKind, first.Description, first.Payee, first.Payer, charged[0],
            charged[1..], lines.Sum(line => line.Amount).InPounds, lines.Sum(line => line.Vat).InPounds);
    }
}
