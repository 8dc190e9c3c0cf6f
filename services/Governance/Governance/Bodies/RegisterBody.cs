using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Governance.Bodies;

/// <summary>Puts a body on the list, so that decisions can name it.</summary>
public static class RegisterBody
{
    public sealed record Request(
        [Reference] string Code,
        [StringLength(200, MinimumLength = 3)] string Name,
        BodyKind Kind,
        Provenance Provenance,
        [Reference] string? Council = null,
        [StringLength(1000)] string? Role = null);

    public static void MapRegisterBody(this IEndpointRouteBuilder bodies) =>
        bodies.MapPost("/", Handle).RequireOfficer("governance-officer", "monitoring-officer").WithName(nameof(RegisterBody));

    private static async Task<Results<Created<BodyView>, ProblemHttpResult>> Handle(
        Request request, Caller caller, GovernanceDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        var body = new Body
        {
            Code = request.Code,
            Name = request.Name,
            Council = request.Council,
            Kind = request.Kind,
            Role = request.Role,
            Provenance = request.Provenance
        };
        if (body.Register(caller.Council) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Bodies.Add(body);
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(RegisterBody), body.Code, reason: null));
        if (await db.SaveAsync(cancellationToken) is { } taken)
        {
            return taken.ToProblem();
        }

        return TypedResults.Created($"/api/governance/v1/bodies/{body.Code}", BodyView.Of(body));
    }
}
