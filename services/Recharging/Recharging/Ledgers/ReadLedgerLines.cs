using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Matching;
using ServiceDefaults;
using Values;

namespace Recharging.Ledgers;

/// <summary>
/// A council's own ledger lines, page by page in the order of their keys. The other council's are seen only through matches.
/// </summary>
public static class ReadLedgerLines
{
    private const int LongestPage = 1000;
    private const int UsualPage = 100;

    public sealed record Answer(IReadOnlyList<Line> Lines, string? Next);

    public sealed record Line(
        string SourceSystem,
        string Entity,
        string DocType,
        string DocRef,
        int LineNo,
        DateOnly DocDate,
        DateOnly PostingDate,
        string Period,
        string Account,
        string? CostCentre,
        string? Project,
        string? Partner,
        decimal DebitGbp,
        decimal CreditGbp,
        string? VatCode,
        decimal? VatAmountGbp,
        string? Text,
        string? ExternalLineId,
        string? Reverses,
        string BatchId);

    public static void MapReadLedgerLines(this IEndpointRouteBuilder api) =>
        api.MapGet("/ledger-lines", Handle)
            .RequireOfficerOrScope("ledger:write", Readers.OfMoney)
            .WithName(nameof(ReadLedgerLines));

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        string? after, int? size, string? partner, string? period, RechargingDb db, Caller caller, CancellationToken cancellationToken)
    {
        var take = Math.Clamp(size ?? UsualPage, 1, LongestPage);
        var lines = db.Set<LedgerLine>().AsNoTracking().Where(line => line.Council == caller.Council);
        if (partner is not null)
        {
            lines = lines.Where(line => line.Partner == partner);
        }

        if (period is not null)
        {
            if (!AccountingPeriod.TryParse(period, out var parsed))
            {
                return Problems.Invalid("period", $"'{period}' is not a period such as 2023/24-P01.");
            }

            lines = lines.Where(line => line.Period == parsed);
        }

        if (after is not null)
        {
            if (LedgerLineKey.Parse(after) is not { } key)
            {
                return Problems.Invalid("after", "Follow the 'next' link of the page before.");
            }

            lines = lines.Where(line => EF.Functions.GreaterThan(
                ValueTuple.Create(line.SourceSystem, line.Entity, line.DocRef, line.LineNo),
                ValueTuple.Create(key.SourceSystem, key.Entity, key.DocRef, key.LineNo)));
        }

        var page = await lines
            .OrderBy(line => line.SourceSystem).ThenBy(line => line.Entity).ThenBy(line => line.DocRef).ThenBy(line => line.LineNo)
            .Take(take + 1)
            .ToListAsync(cancellationToken);
        var next = page.Count > take ? Next(page[take - 1], take, partner, period) : null;
        return TypedResults.Ok(new Answer([.. page.Take(take).Select(Show)], next));
    }

    private static string Next(LedgerLine last, int size, string? partner, string? period) =>
        $"/api/recharging/v1/ledger-lines?after={Uri.EscapeDataString(last.ToKey().ToString())}&size={size}"
        + (partner is null ? "" : $"&partner={Uri.EscapeDataString(partner)}")
        + (period is null ? "" : $"&period={Uri.EscapeDataString(period)}");

    private static Line Show(LedgerLine line) => new(
        line.SourceSystem,
        line.Entity,
        line.DocType,
        line.DocRef,
        line.LineNo,
        line.DocDate,
        line.PostingDate,
        line.Period.ToString(),
        line.Account,
        line.CostCentre,
        line.Project,
        line.Partner,
        line.Debit.InPounds,
        line.Credit.InPounds,
        line.VatCode,
        line.VatAmount?.InPounds,
        line.Text,
        line.ExternalLineId,
        line.Reverses,
        line.BatchId);
}
