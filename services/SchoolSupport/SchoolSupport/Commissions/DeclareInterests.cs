using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace SchoolSupport.Commissions;

/// <summary>Lets a further adviser visit under a commission, on his declaration that he has no conflict of interest.</summary>
public static class DeclareInterests
{
    public sealed record Words(bool HasConflict, [StringLength(2000, MinimumLength = 10)] string Statement)
    {
        internal Declaration By(string adviser, Commission commission, DateOnly today) => new()
        {
            CommissionReference = commission.Reference,
            Parties = commission.Parties,
            Adviser = adviser,
            DeclaredOn = today,
            HasConflict = HasConflict,
            Statement = Statement,
        };
    }

    public sealed record Request([StringLength(100, MinimumLength = 3)] string Adviser, Words ConflictDeclaration);

    public static void MapDeclareInterests(this IEndpointRouteBuilder commission) =>
        commission.MapPost("/declarations", Handle).RequireOfficer("school-improvement-manager", "adviser").WithName(nameof(DeclareInterests))
            .WithSummary("Declare an adviser's interests");

    private static async Task<Results<Ok<CommissionView>, ProblemHttpResult>> Handle(
        string reference, Request request, SchoolSupportDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var commission = await db.LockCommissionAsync(reference, cancellationToken);
        if (commission is null)
        {
            return CommissionsArea.NoSuchCommission(reference);
        }

        if (caller.Council != commission.ProviderCouncil)
        {
            return Problems.Forbidden($"{commission.ProviderCouncil} sends the adviser, so it takes the declaration.");
        }

        if (commission.Declare(request.ConflictDeclaration.By(request.Adviser, commission, clock.Today())) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(DeclareInterests), reference, request.Adviser));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(CommissionView.Of(commission));
    }
}
