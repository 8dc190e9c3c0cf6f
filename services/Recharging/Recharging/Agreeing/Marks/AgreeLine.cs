using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Contracts;
using Recharging.Engine.Lines;
using Recharging.Officers;
using ServiceDefaults;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Agreeing;

/// <summary>The council that pays a line agrees it; a dispute of its own over the line is dropped.</summary>
public static class AgreeLine
{
    public sealed record Answer(string LineReference, LineState State, decimal PayableGbp);

    public static void MapAgreeLine(this IEndpointRouteBuilder statements) =>
        statements.MapPost("/{number}/lines/{reference}/agreement", Handle).RequireOfficer("finance-officer").WithName(nameof(AgreeLine));

    private static async Task<Results<Ok<Answer>, NotFound, ProblemHttpResult>> Handle(
        string number, string reference, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var marking = await Marking.OfAsync(db, number, caller, clock.GetUtcNow(), cancellationToken);
        if (marking is null || !marking.Lines.TryGetValue(reference, out var line))
        {
            return TypedResults.NotFound();
        }

        if (marking.WhyMayNot(line) is { } forbidden)
        {
            return forbidden;
        }

        if (await db.PreparedByTheSamePersonAsync(number, caller, cancellationToken) is { } onePerson)
        {
            return onePerson.ToProblem();
        }

        if ((marking.Agree(line) ?? await db.DropAsync(line, caller, clock, cancellationToken) ?? marking.Record(db)) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Outbox.Enqueue(number, Tell(line, caller, clock));
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(AgreeLine), reference, null));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new Answer(reference, marking.StateOf(line), line.Payable.InPounds));
    }

    /// <summary>Why the caller may not agree a statement that they prepared for the other council under their other sign-in; null when
    /// they didn't.</summary>
    public static async Task<Refusal?> PreparedByTheSamePersonAsync(
        this RechargingDb db, string number, Caller caller, CancellationToken cancellationToken)
    {
        var run = await db.Runs.AsNoTracking().SingleAsync(run => run.StatementNumber == number, cancellationToken);
        var by = await db.KeyHolderAsync(caller, cancellationToken);
        return by.IsAtTheOtherCouncil(run.PreparerCouncil, run.Preparer)
            ? new Refusal("one-person", $"Who prepared {number} for {run.PreparerCouncil} is the same person. Ask a colleague to agree it.")
            : null;
    }

    public static LineAgreed Tell(StatementLine line, Caller caller, BusinessClock clock) => new()
    {
        StatementNumber = line.StatementNumber,
        LineReference = line.Reference,
        AgreedBy = caller.Council,
        AmountGbp = line.Amount.InPounds,
        OccurredAt = clock.GetUtcNow(),
    };
}
