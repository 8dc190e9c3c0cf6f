using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Recharging.Facts;
using Recharging.Kernel;
using ServiceDefaults;
using Values;

namespace Recharging.Runs;

/// <summary>Opens a month's run and works it out from all that is known now. Nothing is charged until it is issued.</summary>
public static class OpenRun
{
    /// <param name="Period">For example <c>2023/24-P01</c>.</param>
    /// <param name="WithCouncil">The other council; may be left out when there is only one.</param>
    public sealed record Request(string Period, string? WithCouncil = null);

    public static void MapOpenRun(this IEndpointRouteBuilder runs) =>
        runs.MapPost("/", Handle).RequireOfficer("finance-officer").WithName(nameof(OpenRun));

    private static async Task<Results<Created<RunView>, ProblemHttpResult>> Handle(
        Request request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (!AccountingPeriod.TryParse(request.Period, out var period) || period.IsClosingPeriod)
        {
            return Problems.Invalid("period", "A period is a month such as 2023/24-P01.");
        }

        var facts = await db.AsWorkerAsync(() => db.FactsKnownAtAsync(null, cancellationToken), cancellationToken);
        var (councils, refusal) = OtherCouncil(facts, caller.Council, request.WithCouncil);
        if (councils is null)
        {
            return refusal!.ToProblem();
        }

        var issued = await db.Runs.AsNoTracking()
            .Where(earlier => earlier.Parties == councils.Both && earlier.State == RunState.Issued).ToListAsync(cancellationToken);
        if (WhyNot(facts, councils, period, issued) is { } no)
        {
            return no.ToProblem();
        }

        var run = new Run
        {
            Period = period,
            Parties = councils.Both,
            PreparerCouncil = caller.Council,
            Preparer = caller.Subject,
            PreparerName = caller.Name,
            OpenedAt = clock.GetUtcNow(),
            FirstServicePeriod = issued.Count == 0 ? period : issued[0].FirstServicePeriod,
        };
        var (calculation, lines) = await db.AsWorkerAsync(() => db.PriceAsync(facts, run, cancellationToken), cancellationToken);
        if (calculation.Findings.Count > 0)
        {
            return new Refusal(calculation.Findings[0].Code,
                string.Join(" ", calculation.Findings.Select(finding => finding.Sentence).Distinct()))
                .ToProblem();
        }

        if (run.Calculate(calculation.FactNumber, Draft.Sha256(lines)) is { } cannot)
        {
            return cannot.ToProblem();
        }

        db.Runs.Add(run);
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(OpenRun), request.Period, null));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException taken) when (taken.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new Refusal("run-in-hand", "Another run of these two councils is in hand. Issue or abandon it first.").ToProblem();
        }

        return TypedResults.Created($"/api/recharging/v1/runs/{run.Id}", RunView.Of(run, lines, calculation.Uncharged));
    }

    private static (CouncilPair? Councils, Refusal? Refusal) OtherCouncil(KnownFacts facts, string council, string? other)
    {
        var partners = facts.Agreements
            .Where(known => known.Body.Provider == council || known.Body.Recipient == council)
            .Select(known => new CouncilPair(known.Body.Provider, known.Body.Recipient).Other(council))
            .Distinct(StringComparer.Ordinal)
            .Where(partner => other is null || partner == other)
            .ToList();
        return partners switch
        {
            [var only] => (new CouncilPair(council, only), null),
            [] => (null, new Refusal("no-agreement",
                $"No agreement of {council}{(other is null ? "" : $" with {other}")} is known to be in force.")),
            _ => (null, new Refusal("which-council", $"{council} shares services with {string.Join(", ", partners)}. Say withCouncil.")),
        };
    }

    private static Refusal? WhyNot(KnownFacts facts, CouncilPair councils, AccountingPeriod period, List<Run> issued)
    {
        if (issued.Exists(earlier => earlier.Period >= period))
        {
            return new Refusal("period-issued",
                $"{issued.Max(earlier => earlier.Period)} is issued. What it lacks is charged with a later period.");
        }

        return facts.Agreements.Any(known => councils.Are(known.Body.Provider, known.Body.Recipient)
            && facts.LiveDays(known.Body.AgreementReference)?.Overlaps(period.Days) == true)
            ? null
            : new Refusal("no-live-agreement",
                $"No agreement of {councils.First} and {councils.Second} is in force in {period}: nothing may be charged.");
    }
}
