using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Charging;
using ServiceDefaults;

namespace Recharging.Reconciling;

/// <summary>Shows a quarter's agreement of balances as it stands, or as a version of it was signed: as JSON, as CSV, or as a page to
/// print. Both councils read the same.</summary>
public static class ViewPack
{
    private const string Csv = "text/csv";
    private const string Html = "text/html";

    /// <param name="Version">Null as it stands now.</param>
    /// <param name="ChangedSinceSigned">Of what stands now: something was learned since the last version was signed.</param>
    /// <param name="WhyNotYet">Why neither council can say anything of the quarter yet; null when they can.</param>
    /// <param name="WhyNotSigned">Why the caller can't sign what stands now; null when they can, and of a version that was signed.</param>
    public sealed record Answer(string Quarter, int? Version, string Sha256, bool IsAgreed, bool ChangedSinceSigned, string? WhyNotYet,
        string? WhyNotSigned, PackContent Pack, IReadOnlyList<Signature> Signatures);

    public sealed record Signature(int Version, string Council, string SignedBy, DateTimeOffset SignedAt);

    public static void MapViewPack(this IEndpointRouteBuilder agreements) =>
        agreements.MapGet("/{quarter}", Handle).Produces<string>(StatusCodes.Status200OK, Csv, Html).Produces<Answer>()
            .Produces(StatusCodes.Status404NotFound)
            .RequireOfficer(Readers.OfMoney).WithName(nameof(ViewPack));

    public static string Address(Quarter quarter) => $"/api/recharging/v1/agreement-of-balances/{quarter}";

    public static ProblemHttpResult Malformed(string address) =>
        Problems.Invalid("quarter", $"'{address}' is not a quarter such as 2023-24-Q1, or a year's end such as 2023-24-YE.");

    public static List<Signature> Signatures(IEnumerable<PackSignature> signatures) =>
    [
        .. signatures.OrderBy(row => row.Version).ThenBy(row => row.SignedAt)
            .Select(row => new Signature(row.Version, row.Council, row.SignedByName, row.SignedAt)),
    ];

    private static async Task<IResult> Handle(
        string quarter, int? version, HttpContext http, RechargingDb db, Caller caller, BusinessClock clock,
        CancellationToken cancellationToken)
    {
        if (!Quarter.TryParse(quarter, out var of))
        {
            return Malformed(quarter);
        }

        var (councils, partnerless) = await db.PartnersAsync(caller, cancellationToken);
        if (councils is null)
        {
            return partnerless!.ToProblem();
        }

        var signed = await db.SignedPacks.AsNoTracking()
            .Where(row => row.Parties == councils.Both && row.Quarter == of.ToString() && (version == null || row.Version == version))
            .OrderByDescending(row => row.Version).FirstOrDefaultAsync(cancellationToken);
        if (version is not null && signed is null)
        {
            return Problems.NotFound($"{of} has no version {version}.");
        }

        var pack = version is null
            ? await db.AsWorkerAsync(() => db.PackAsync(councils, of, cancellationToken), cancellationToken)
            : null;
        var json = pack?.Content().ToJson() ?? signed!.Content;
        var content = PackContent.Of(json);
        var sha256 = PackContent.Sha256Of(json);
        var signatures = await db.PackSignatures.AsNoTracking().Where(row => row.Parties == councils.Both && row.Quarter == of.ToString()
            && (version == null || row.Version == version)).ToListAsync(cancellationToken);
        var ofThis = signed?.Sha256 == sha256 ? signatures.FindAll(signature => signature.Version == signed.Version) : [];
        var answer = new Answer(of.ToString(), version, sha256, content.IsAgreed,
            pack is not null && signed is not null && signed.Sha256 != sha256,
            pack?.WhyNotYet(clock.Today())?.Sentence,
            pack is null ? null : SignPack.WhyNot(pack, content, caller, ofThis, clock.Today())?.Sentence,
            content, Signatures(signatures));
        http.Response.Headers.Vary = "Accept";
        switch (Wanted(http.Request))
        {
            case Csv:
                return TypedResults.Text(PackCsv.Write(answer), Csv, Encoding.UTF8);
            case Html:
                http.Response.Headers.ContentSecurityPolicy = PackPage.ContentSecurityPolicy;
                http.Response.Headers.XContentTypeOptions = "nosniff";
                return TypedResults.Text(PackPage.Write(answer), Html, Encoding.UTF8);
            default:
                return TypedResults.Ok(answer);
        }
    }

    // The first of the three that the caller asks for, the most wanted first; JSON for all else.
    private static string Wanted(HttpRequest request) => request.GetTypedHeaders().Accept
        .OrderByDescending(type => type.Quality ?? 1)
        .Select(type => type.MediaType.ToString().ToLowerInvariant())
        .FirstOrDefault(type => type is Csv or Html or "application/json") ?? "application/json";
}
