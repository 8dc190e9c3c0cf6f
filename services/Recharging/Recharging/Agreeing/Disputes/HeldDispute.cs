using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Agreeing;

/// <summary>A dispute for one officer to act on: the next one waits.</summary>
public static class HeldDispute
{
    /// <summary>Null when the caller's council is no party of it.</summary>
    public static Task<Dispute?> HoldDisputeAsync(this RechargingDb db, string reference, CancellationToken cancellationToken) =>
        db.Disputes.FromSql($"SELECT *, xmin FROM disputes WHERE reference = {reference} FOR UPDATE")
            .SingleOrDefaultAsync(cancellationToken);

    public static ProblemHttpResult Unknown(string reference) => Problems.NotFound($"There is no dispute {reference}.");

    /// <summary>Only officers of the council that is owed answer for it.</summary>
    public static ProblemHttpResult? NotOfPayee(this Dispute dispute, Caller caller) => caller.Council == dispute.Payee
        ? null
        : Problems.Forbidden($"{dispute.Reference} is {dispute.Payee}'s to answer.");

    /// <summary>Only officers of the council that pays speak for it.</summary>
    public static ProblemHttpResult? NotOfPayer(this Dispute dispute, Caller caller) => caller.Council == dispute.Payer
        ? null
        : Problems.Forbidden($"{dispute.Reference} was raised by {dispute.Payer}: only its officers say so.");
}
