using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults;
using ServiceDefaults.Messaging;

namespace Recharging.Agreeing;

/// <summary>An officer of either council says something of a line, for both to read.</summary>
public static class CommentLine
{
    public const int Longest = 2000;

    public sealed record Request([property: StringLength(Longest, MinimumLength = 1)] string Text);

    public static void MapCommentLine(this IEndpointRouteBuilder statements) =>
        statements.MapPost("/{number}/lines/{reference}/comments", Handle)
            .RequireOfficer("finance-officer", "s151-delegate", "vat-officer", "budget-holder").WithName(nameof(CommentLine));

    private static async Task<Results<Ok<ReadComments.Row>, NotFound, ProblemHttpResult>> Handle(
        string number, string reference, Request request, RechargingDb db, Caller caller, BusinessClock clock,
        CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Text))
        {
            return Problems.Invalid("text", "Say something.");
        }

        if (await db.LineAsync(number, reference, cancellationToken) is not { } line)
        {
            return TypedResults.NotFound();
        }

        var comment = new LineComment
        {
            LineReference = reference,
            Parties = line.Parties,
            Council = caller.Council,
            By = caller.NameInRecords,
            At = clock.GetUtcNow(),
            Text = request.Text.Trim(),
        };
        db.LineComments.Add(comment);
        db.TellOther(line, caller, $"{caller.NameInRecords} of {caller.Council} wrote of {reference}.", comment.At);
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(CommentLine), reference, null));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(ReadComments.Row.Of(comment));
    }
}
