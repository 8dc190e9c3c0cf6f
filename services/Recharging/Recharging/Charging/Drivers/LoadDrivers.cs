using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Facts;
using Recharging.Files;
using Recharging.Officers;
using ServiceDefaults;

namespace Recharging.Charging;

/// <summary>Loads drivers from a file. What a council measured of itself counts at once; what it says of anyone else, and rows for a month
/// whose statement is out, change nothing: they wait for the other council as a proposal, with what they would change.</summary>
public static class LoadDrivers
{
    private const decimal MostOfAQuantity = 1_000_000_000_000m;

    private static readonly string[] Columns =
        ["driver", "agreement", "pool", "party", "period", "measured_on", "quantity", "source"];

    /// <param name="Rows">Of the file.</param>
    /// <param name="Taken">Became facts: the next run uses them.</param>
    /// <param name="Unchanged">Known already as they stand.</param>
    /// <param name="NotTaken">Left out, each with its reason.</param>
    /// <param name="Proposals">One for each agreement with rows that wait.</param>
    public sealed record Answer(
        int Rows, int Taken, int Unchanged, IReadOnlyList<RowNotTaken> NotTaken, IReadOnlyList<DriverProposalView> Proposals);

    public static void MapLoadDrivers(this IEndpointRouteBuilder drivers) =>
        drivers.MapPost("/", Handle).AcceptsCsv().RequireOfficer("finance-officer").WithName(nameof(LoadDrivers));

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        HttpRequest request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var upload = await CsvUpload.ReadAsync(request, Columns, cancellationToken);
        if (upload.Fault is { } fault)
        {
            return Problems.Invalid("body", fault);
        }

        var book = await PoolBook.OfAsync(db, caller.Council, cancellationToken);
        var known = await DriverFacts.OfAsync(db, cancellationToken);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var proposals = new List<DriverProposal>();
        int taken = 0, unchanged = 0;
        foreach (var agreement in upload.Rows.Select(row => (Row: row, Measured: Read(row, caller.Council, book)))
            .Where(row => row.Row.Fault is null).GroupBy(row => row.Measured.Agreement, StringComparer.Ordinal).ToList())
        {
            var councils = book.Councils(agreement.Key)!;
            var late = await LateDrivers.OfAsync(db, councils, cancellationToken);
            var waiting = new List<DriverMeasured>();
            foreach (var (row, measured) in agreement)
            {
                if (late.WhyOutOfReach(measured, book.IsMeasuredOverNineMonths(measured)) is { } outOfReach)
                {
                    row.Refuse("period", outOfReach);
                }
                else if (!seen.Add(DriverFacts.KeyOf(measured)))
                {
                    row.Refuse("party", $"two rows of this file speak of this {measured.Driver} of {measured.Party}");
                }
                else if (known.Next(measured, councils.Both, clock) is not { } fact)
                {
                    unchanged++;
                }
                else if (late.IsLate(measured) || measured.Party != caller.Council)
                {
                    waiting.Add(measured);
                }
                else
                {
                    db.Facts.Add(fact);
                    taken++;
                }
            }

            if (waiting.Count > 0)
            {
                proposals.Add(await ProposeAsync(db, agreement.Key, councils, late, [.. waiting], caller, clock, cancellationToken));
            }
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(LoadDrivers), "drivers",
            $"{taken} rows taken of {upload.Rows.Count}, {proposals.Sum(proposal => proposal.Rows.Length)} wait for acceptance"));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException twice) when (twice.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return Problems.Conflict("loaded-at-once",
                "Someone else loads the same drivers at this moment. Look at them, then load yours again.");
        }

        return TypedResults.Ok(new Answer(upload.Rows.Count, taken, unchanged,
            [.. upload.Rows.Select(row => row.Fault).OfType<RowNotTaken>()], [.. proposals.Select(DriverProposalView.Of)]));
    }

    private static async Task<DriverProposal> ProposeAsync(
        RechargingDb db, string agreement, CouncilPair councils, LateDrivers late, DriverMeasured[] rows, Caller caller,
        BusinessClock clock, CancellationToken cancellationToken)
    {
        var (number, deltas) = await db.AsWorkerAsync(() => late.PriceAsync(db, councils, rows, cancellationToken), cancellationToken);
        var proposal = new DriverProposal
        {
            AgreementReference = agreement,
            Parties = councils.Both,
            Council = caller.Council,
            LoadedBy = caller.Subject,
            LoadedByName = caller.Name,
            LoadedAt = clock.GetUtcNow(),
            Rows = rows,
            WouldBe = deltas,
            FactNumber = number,
        };
        db.DriverProposals.Add(proposal);
        db.Notices.AddRange(proposal.Parties.Select(council => Notice.To(council, NoticeKinds.ApprovalWaits, proposal.Id.ToString(),
            $"Drivers of {agreement} from {caller.Name} of {caller.Council} wait for {councils.Other(caller.Council)}'s S151 delegate.",
            clock.GetUtcNow())));
        return proposal;
    }

    private static DriverMeasured Read(CsvRow row, string council, PoolBook book)
    {
        var measured = new DriverMeasured(
            row.OneOf("driver", [.. Bases.Drivers]), row.Text("agreement"), row.TextOrNone("pool"), row.Text("party"),
            row.PeriodOrNone("period")?.ToString(), row.DayOrNone("measured_on"), row.Decimal("quantity"), council, row.Text("source"));
        if (row.Fault is not null)
        {
            return measured;
        }

        if (measured.Period is null == measured.MeasuredOn is null)
        {
            row.Refuse("period", "a driver is of a month or measured on a day: give one of period and measured_on");
        }
        else if (measured.Quantity * 10_000 != decimal.Truncate(measured.Quantity * 10_000) || measured.Quantity > MostOfAQuantity)
        {
            row.Refuse("quantity", "must have at most four decimals");
        }
        else if (book.Councils(measured.Agreement) is null)
        {
            row.Refuse("agreement", $"must be an agreement of {council} that is in force");
        }
        else if (measured.Pool is { } pool && book.Pool(measured.Agreement, pool)?.Find("basis") != measured.Driver)
        {
            row.Refuse("pool", $"no clause of {measured.Agreement} shares such a cost pool by {measured.Driver}");
        }
        else if (!book.Receivers(measured.Agreement).Contains(measured.Party))
        {
            row.Refuse("party", $"shares no cost pool of {measured.Agreement}");
        }

        return measured;
    }
}
