using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults;
using ServiceDefaults.Messaging;

namespace Recharging.Agreeing;

/// <summary>Agrees several lines that the caller's council pays, or all that it has not marked yet. All or none.</summary>
public static class AgreeLines
{
    /// <param name="Lines">The lines, when they are chosen one by one.</param>
    /// <param name="All">True for every line of the council that has no mark yet.</param>
    public sealed record Request(IReadOnlyList<string>? Lines = null, bool All = false);

    public sealed record Answer(string StatementNumber, IReadOnlyList<string> Agreed);

    public static void MapAgreeLines(this IEndpointRouteBuilder statements) =>
        statements.MapPost("/{number}/agreements", Handle).RequireOfficer("finance-officer").WithName(nameof(AgreeLines));

    private static async Task<Results<Ok<Answer>, NotFound, ProblemHttpResult>> Handle(
        string number, Request request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if ((request.Lines is { Count: > 0 }) == request.All)
        {
            return Problems.Invalid("lines", "Name the lines, or say all: true.");
        }

        var marking = await Marking.OfAsync(db, number, caller, clock.GetUtcNow(), cancellationToken);
        if (marking is null)
        {
            return TypedResults.NotFound();
        }

        if (await db.PreparedByTheSamePersonAsync(number, caller, cancellationToken) is { } onePerson)
        {
            return onePerson.ToProblem();
        }

        var chosen = request.All
            ? marking.Lines.Values.Where(line => line.Payer == caller.Council && marking.StateOf(line) is LineState.Unseen)
                .Select(line => line.Reference)
            : request.Lines!.Distinct(StringComparer.Ordinal);
        var agreed = chosen.Order(StringComparer.Ordinal).ToList();
        foreach (var reference in agreed)
        {
            if (!marking.Lines.TryGetValue(reference, out var line))
            {
                return Problems.Invalid("lines", $"{number} has no line {reference}.");
            }

            if (marking.WhyMayNot(line) is { } forbidden)
            {
                return forbidden;
            }

            if ((marking.Agree(line) ?? await db.DropAsync(line, caller, clock, cancellationToken)) is { } refusal)
            {
                return refusal.ToProblem();
            }

            db.Outbox.Enqueue(number, AgreeLine.Tell(line, caller, clock));
            db.Audit.Add(AuditEntry.Of(caller, clock, nameof(AgreeLine), reference, null));
        }

        if (agreed.Count > 0 && marking.Record(db) is { } settled)
        {
            return settled.ToProblem();
        }

        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new Answer(number, agreed));
    }
}
