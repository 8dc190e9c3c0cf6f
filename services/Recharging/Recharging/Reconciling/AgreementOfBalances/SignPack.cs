using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Charging;
using Recharging.Officers;
using ServiceDefaults;
using Values;

namespace Recharging.Reconciling;

/// <summary>
/// A council's S151 delegate signs what was agreed, to the letter: the pack is kept as it is with its hash, and the other council's
/// delegate signs the same. What is learned later makes another version to sign; a signed one is never rewritten.
/// </summary>
public static class SignPack
{
    /// <param name="Sha256">Of the pack that the officer has read.</param>
    public sealed record Request(string Sha256);

    public sealed record Answer(string Quarter, int Version, string Sha256, IReadOnlyList<ViewPack.Signature> Signatures);

    public static void MapSignPack(this IEndpointRouteBuilder agreements) =>
        agreements.MapPost("/{quarter}/signatures", Handle).RequireOfficer("s151-delegate").WithName(nameof(SignPack));

    private static async Task<Results<Created<Answer>, ProblemHttpResult>> Handle(
        string quarter, Request request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (!Quarter.TryParse(quarter, out var of))
        {
            return ViewPack.Malformed(quarter);
        }

        var (councils, partnerless) = await db.PartnersAsync(caller, cancellationToken);
        if (councils is null)
        {
            return partnerless!.ToProblem();
        }

        await db.HoldQuarterAsync(councils, of, cancellationToken);
        var pack = await db.AsWorkerAsync(() => db.PackAsync(councils, of, cancellationToken), cancellationToken);
        var content = pack.Content();
        var json = content.ToJson();
        var last = await db.SignedPacks.AsNoTracking().Where(row => row.Parties == councils.Both && row.Quarter == of.ToString())
            .OrderByDescending(row => row.Version).FirstOrDefaultAsync(cancellationToken);
        var version = last is null ? 1 : last.Sha256 == PackContent.Sha256Of(json) ? last.Version : last.Version + 1;
        var signatures = await db.PackSignatures.AsNoTracking().Where(row => row.Parties == councils.Both
            && row.Quarter == of.ToString() && row.Version == version).ToListAsync(cancellationToken);
        var sha256 = PackContent.Sha256Of(json);
        var changed = request.Sha256 == sha256
            ? null
            : new Refusal("pack-changed", "The pack is not the one that you have read. Read it again.");
        if ((pack.WhyNotYet(clock.Today()) ?? changed ?? WhyNot(pack, content, caller, signatures, clock.Today())) is { } refusal)
        {
            return refusal.ToProblem();
        }

        var by = await db.KeyHolderAsync(caller, cancellationToken);
        if (signatures.Exists(other => by.Is(other.Council, other.SignedBy)))
        {
            return new Refusal("one-person", "Who signed for the other council is the same person. Ask another delegate.").ToProblem();
        }

        if (last?.Version != version)
        {
            db.SignedPacks.Add(new SignedPack
            {
                Parties = councils.Both, Quarter = of.ToString(), Version = version, Content = json, Sha256 = request.Sha256,
            });
        }

        var signature = new PackSignature
        {
            Parties = councils.Both, Quarter = of.ToString(), Version = version, Council = caller.Council, SignedBy = caller.Subject,
            SignedByName = caller.NameInRecords, SignedAt = clock.GetUtcNow(),
        };
        db.PackSignatures.Add(signature);
        db.Notices.Add(Notice.To(councils.Other(caller.Council), NoticeKinds.PackSigned, of.ToString(),
            $"{signature.SignedByName} signed version {version} of the agreement of balances of {of} for {caller.Council}.",
            signature.SignedAt));
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(SignPack), of.ToString(), request.Sha256));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created(ViewPack.Address(of),
            new Answer(of.ToString(), version, request.Sha256, ViewPack.Signatures([.. signatures, signature])));
    }

    /// <summary>Why the caller can't sign this version of the pack now.</summary>
    /// <param name="signatures">Of this version.</param>
    public static Refusal? WhyNot(
        Pack pack, PackContent content, Caller caller, IReadOnlyList<PackSignature> signatures, DateOnly today) =>
        pack.WhyNotYet(today) is { } early ? early
        : !content.IsAgreed ? new Refusal("pack-not-agreed", "Nothing is signed before both councils' statements are agreed: "
            + string.Join(", ", content.Sides.Select(side => $"{side.Figures.Receivable}'s is {side.State}")) + ".")
        : signatures.Any(signature => signature.Council == caller.Council) ? new Refusal("already-signed",
            $"{caller.Council} has signed this version already.")
        : Prepared(pack, caller) ? new Refusal("preparer-signs",
            "The officer who sent the statement or answered the other council's can't sign the pack. Ask a colleague.")
        : null;

    private static bool Prepared(Pack pack, Caller caller) => pack.Councils.Both.Select(pack.LastStatement).OfType<BalanceStatement>()
        .Any(statement => (statement.Receivable == caller.Council && statement.SentBy == caller.Subject)
            || (pack.LastResponse(statement) is { } answer && answer.Council == caller.Council && answer.AnsweredBy == caller.Subject));
}
