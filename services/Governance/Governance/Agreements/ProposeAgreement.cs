using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Governance.Agreements;

/// <summary>Puts an agreement between two councils forward. It is no authority until every track has approved it.</summary>
public static class ProposeAgreement
{
    public sealed record Request(
        [Reference] string Reference,
        [StringLength(300, MinimumLength = 3)] string Title,
        [Reference] string Provider,
        [Reference] string Recipient,
        DateOnly FirstDay,
        [LegalBasis] string LegalBasis,
        Provenance Provenance,
        DateOnly? LastDay = null,
        [Reference] string? ThirdParty = null,
        [Reference] string? Succeeds = null,
        [Range(0, 60)] int? NoticeMonths = null) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (LastDay < FirstDay)
            {
                yield return new ValidationResult("The last day can't be before the first.", [nameof(LastDay)]);
            }

            if (Provider == Recipient)
            {
                yield return new ValidationResult("A council makes no agreement with itself.", [nameof(Recipient)]);
            }
        }
    }

    public static void MapProposeAgreement(this IEndpointRouteBuilder agreements) =>
        agreements.MapPost("/", Handle).RequireOfficer("governance-officer", "monitoring-officer").WithName(nameof(ProposeAgreement));

    private static async Task<Results<Created<AgreementView>, ProblemHttpResult>> Handle(
        Request request, Caller caller, GovernanceDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (request.ThirdParty is { } thirdParty
            && !await db.Bodies.AnyAsync(body => body.Code == thirdParty && body.Kind == Bodies.BodyKind.ThirdParty, cancellationToken))
        {
            return Problems.Invalid("thirdParty", $"{thirdParty} is no third party on the list of bodies.");
        }

        var predecessor = await db.Agreements.SingleOrDefaultAsync(other => other.Reference == request.Succeeds, cancellationToken);
        if (request.Succeeds is not null && predecessor is null)
        {
            return Problems.Invalid("succeeds", $"There is no agreement {request.Succeeds}.");
        }

        var agreement = Draft(request);
        if (agreement.Propose(caller.Council, predecessor) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Agreements.Add(agreement);
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(ProposeAgreement), agreement.Reference, reason: null));
        if (await db.SaveAsync(cancellationToken) is { } taken)
        {
            return taken.ToProblem();
        }

        return TypedResults.Created($"/api/governance/v1/agreements/{agreement.Reference}", AgreementView.Of(agreement, clock.Today()));
    }

    private static Agreement Draft(Request request) => new()
    {
        Reference = request.Reference,
        Title = request.Title,
        Provider = request.Provider,
        Recipient = request.Recipient,
        FirstDay = request.FirstDay,
        LastDay = request.LastDay,
        LegalBasis = request.LegalBasis,
        ThirdPartyCode = request.ThirdParty,
        Succeeds = request.Succeeds,
        NoticeMonths = request.NoticeMonths,
        Provenance = request.Provenance
    };
}
