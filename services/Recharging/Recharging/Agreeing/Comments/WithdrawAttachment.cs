using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Agreeing;

/// <summary>The council that attached a file takes it back: who, when and why stay, and its content is given to nobody any more.</summary>
public static class WithdrawAttachment
{
    public sealed record Request([property: StringLength(2000, MinimumLength = 10)] string Reason);

    public static void MapWithdrawAttachment(this IEndpointRouteBuilder statements) =>
        statements.MapPost("/{number}/lines/{reference}/attachments/{id:guid}/withdrawal", Handle)
            .RequireOfficer("finance-officer", "s151-delegate", "vat-officer", "budget-holder").WithName(nameof(WithdrawAttachment));

    private static async Task<Results<Ok<ReadAttachments.Row>, NotFound, ProblemHttpResult>> Handle(
        string number, string reference, Guid id, Request request, RechargingDb db, Caller caller, BusinessClock clock,
        CancellationToken cancellationToken)
    {
        var line = await db.LineAsync(number, reference, cancellationToken);
        var attached = db.LineAttachments.Where(attachment => attachment.LineReference == reference && attachment.Id == id);
        if (line is null || await attached.Select(ReadAttachments.ToRow).SingleOrDefaultAsync(cancellationToken) is not { } known)
        {
            return TypedResults.NotFound();
        }

        if (known.Council != caller.Council)
        {
            return Problems.Forbidden($"{known.FileName} was attached by {known.Council}: only its officers withdraw it.");
        }

        var now = clock.GetUtcNow();
        var withdrawn = await attached.Where(attachment => attachment.WithdrawnAt == null).ExecuteUpdateAsync(
            row => row.SetProperty(attachment => attachment.WithdrawnBy, caller.NameInRecords)
                .SetProperty(attachment => attachment.WithdrawnAt, now)
                .SetProperty(attachment => attachment.WithdrawnBecause, request.Reason), cancellationToken);
        if (withdrawn == 0)
        {
            return new Refusal("attachment-withdrawn", $"{known.FileName} is withdrawn already.").ToProblem();
        }

        db.TellOther(line, caller, $"{caller.NameInRecords} of {caller.Council} withdrew {known.FileName} from {reference}.", now);
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(WithdrawAttachment), reference, request.Reason));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(known with { WithdrawnBy = caller.NameInRecords, WithdrawnAt = now, WithdrawnBecause = request.Reason });
    }
}
