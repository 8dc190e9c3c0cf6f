using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;
using Values;

namespace Secondments.Placements;

/// <summary>The home council proposes to lend a person. The days and share are kept free for it from now on.</summary>
public static class ProposeSecondment
{
    public sealed record Request(
        [property: StringLength(16, MinimumLength = 1)] string AgreementReference,
        [property: StringLength(8, MinimumLength = 1)] string HomeCouncil,
        [property: StringLength(8, MinimumLength = 1)] string HostCouncil,
        [property: StringLength(16, MinimumLength = 1)] string EmploymentReference,
        [property: StringLength(120, MinimumLength = 1)] string PostTitle,
        [property: StringLength(40, MinimumLength = 1)] string Service,
        DateOnly FirstDay,
        DateOnly LastDay,
        [property: SharePercent] decimal HostSharePercent,
        string LegalBasis);

    public static void MapProposeSecondment(this IEndpointRouteBuilder secondments) =>
        secondments.MapPost("", Handle).RequireOfficer(Roles.HrOfficer).WithName(nameof(ProposeSecondment))
            .WithSummary("Proposes to lend a person of your council");

    private static async Task<Results<Created<SecondmentView>, ProblemHttpResult>> Handle(
        Request request, Caller caller, SecondmentsDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (Malformed(request) is { } malformed)
        {
            return malformed;
        }

        if (request.HomeCouncil != caller.Council)
        {
            return new Refusal("own-side-only", $"The home council proposes. Ask {request.HomeCouncil}.").ToProblem();
        }

        var employment = await db.Employments.FindAsync([request.EmploymentReference], cancellationToken);
        if ((employment is null ? UnknownEmployment(request.EmploymentReference) : employment.RefusePlacement(request.LastDay)) is { } refusal)
        {
            return refusal.ToProblem();
        }

        var number = await db.NextNumberAsync("secondment_numbers", cancellationToken);
        var secondment = new Secondment(
            string.Create(CultureInfo.InvariantCulture, $"SEC-{request.FirstDay.Year:0000}-{number:0000}"),
            new ProposedTerms(
                request.AgreementReference, request.HomeCouncil, request.HostCouncil, request.EmploymentReference, request.PostTitle,
                request.Service, request.FirstDay, request.LastDay, request.HostSharePercent, request.LegalBasis),
            caller.Subject);
        if (await db.PlaceAsync(secondment.Reference, secondment.Placements(), cancellationToken) is { } tooMuch)
        {
            return tooMuch.ToProblem();
        }

        db.Secondments.Add(secondment);
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(ProposeSecondment), secondment.Reference, reason: null));
        await db.SaveChangesAsync(cancellationToken);

        return TypedResults.Created(
            $"/api/secondments/v1/secondments/{secondment.Reference}", await db.ShowAsync(secondment, clock, cancellationToken));
    }

    private static ProblemHttpResult? Malformed(Request request) =>
        request.HomeCouncil == request.HostCouncil ? Problems.Invalid("hostCouncil", "Home and host must be two councils.")
        : request.LastDay < request.FirstDay ? Problems.Invalid("lastDay", "The last day is before the first.")
        : !LegalBasis.All.Contains(request.LegalBasis)
            ? Problems.Invalid("legalBasis", $"Give one of {string.Join(", ", LegalBasis.All)}.")
        : null;

    private static Refusal UnknownEmployment(string reference) =>
        new("unknown-employment", $"No HR extract of your council has told of an employment {reference}.");
}
