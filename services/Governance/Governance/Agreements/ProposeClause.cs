using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Governance.Agreements;

/// <summary>Puts a version of a clause forward: its kind, its days and its parameters. It rules once both councils agree it.</summary>
public static class ProposeClause
{
    public sealed record Request(
        [RegularExpression(
            "^[A-Z0-9][A-Z0-9-]{0,11}/C[1-9][0-9]{0,2}$",
            ErrorMessage = "The reference is the agreement's, a slash and the clause: SP-2018/C1.")]
        string Reference,
        string Kind,
        DateOnly EffectiveFrom,
        IReadOnlyDictionary<string, string> Parameters,
        Provenance Provenance,
        DateOnly? EffectiveUntil = null) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (EffectiveUntil < EffectiveFrom)
            {
                yield return new ValidationResult("The last day can't be before the first.", [nameof(EffectiveUntil)]);
            }
        }
    }

    public static void MapProposeClause(this IEndpointRouteBuilder agreements) =>
        agreements.MapPost("/{reference}/clauses", Handle)
            .RequireOfficer("governance-officer", "monitoring-officer").WithName(nameof(ProposeClause));

    private static async Task<Results<Created<ClauseView>, ProblemHttpResult>> Handle(
        string reference, Request request, Caller caller, GovernanceDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        var sameCouncils = await db.LockAgreementsLikeAsync(reference, cancellationToken);
        if (sameCouncils.SingleOrDefault(one => one.Reference == reference) is not { } agreement)
        {
            return Problems.NotFound($"There is no agreement {reference}.");
        }

        if (request.Reference[..request.Reference.IndexOf('/', StringComparison.Ordinal)] != reference)
        {
            return Problems.Invalid("reference", $"{request.Reference} is no clause of {reference}.");
        }

        if (ClauseKind.Named(request.Kind) is not { } kind)
        {
            return Problems.Invalid("kind", $"The kind must be one of {string.Join(", ", ClauseKind.All.Select(one => one.Name))}.");
        }

        if (kind.Faults(request.Parameters) is { Count: > 0 } faults)
        {
            return Problems.Invalid(faults.ToDictionary(
                fault => $"parameters.{fault.Key}", fault => new[] { fault.Value }, StringComparer.Ordinal));
        }

        if (request.Parameters.GetValueOrDefault(ClauseKind.EscalatesTo) is { } board
            && !await db.Bodies.AnyAsync(body => body.Code == board && body.Kind == Bodies.BodyKind.JointBoard, cancellationToken))
        {
            return Problems.Invalid($"parameters.{ClauseKind.EscalatesTo}", $"{board} is no joint board on the list of bodies.");
        }

        var clause = Draft(request, agreement, caller.Council);
        if (agreement.ProposeClause(clause) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(ProposeClause), clause.Reference, $"Version {clause.Version}"));
        await db.SaveChangesAsync(cancellationToken);

        return TypedResults.Created($"/api/governance/v1/agreements/{reference}/clauses", ClauseView.Of(clause));
    }

    private static Clause Draft(Request request, Agreement agreement, string proposedBy)
    {
        var number = request.Reference[(agreement.Reference.Length + 1)..];
        return new Clause
        {
            AgreementReference = agreement.Reference,
            Parties = agreement.Parties,
            Number = number,
            Version = agreement.NextVersionOf(number),
            Kind = request.Kind,
            EffectiveFrom = request.EffectiveFrom,
            EffectiveUntil = request.EffectiveUntil,
            Parameters = request.Parameters,
            ProposedBy = proposedBy,
            Provenance = request.Provenance
        };
    }
}
