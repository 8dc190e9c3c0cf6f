using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Engine.Lines;
using Recharging.Facts;
using ServiceDefaults;
using Values;

namespace Recharging.Charging;

/// <summary>
/// Says of a line why it is what it is, down to the pay fact, the rate, the days, the clause and the decision: worked out again from
/// the facts that its run pinned. Alike for both councils, but for what a person is paid.
/// </summary>
public static class ExplainLine
{
    public sealed record Answer(string LineReference, string StatementNumber, decimal AmountGbp, decimal VatGbp, string Working,
        LineExplanation Explanation);

    public static void MapExplainLine(this IEndpointRouteBuilder lines) =>
        lines.MapGet("/{reference}/explanation", Handle).RequireOfficer(Readers.OfReasons).WithName(nameof(ExplainLine));

    private static async Task<Results<Ok<Answer>, NotFound, ProblemHttpResult>> Handle(
        string reference, RechargingDb db, Caller caller, CancellationToken cancellationToken)
    {
        var line = await db.StatementLines.AsNoTracking().SingleOrDefaultAsync(line => line.Reference == reference, cancellationToken);
        if (line is null)
        {
            return TypedResults.NotFound();
        }

        var run = await db.Runs.AsNoTracking().SingleAsync(run => run.StatementNumber == line.StatementNumber, cancellationToken);
        var (explanation, refusal) = await ExplainAsync(db, run, line, caller, cancellationToken);
        return explanation is null
            ? refusal!.ToProblem()
            : TypedResults.Ok(new Answer(
                line.Reference, line.StatementNumber, line.Amount.InPounds, line.Vat.InPounds, line.Working, explanation));
    }

    /// <summary>Why the line is what it is, or that today's rules get another amount from the same facts.</summary>
    /// <param name="db">As the caller.</param>
    /// <param name="run">Which issued the line.</param>
    /// <param name="line">That the caller may see.</param>
    /// <param name="caller">Who reads it.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<(LineExplanation? Explanation, Refusal? Refusal)> ExplainAsync(
        RechargingDb db, Run run, StatementLine line, Caller caller, CancellationToken cancellationToken)
    {
        var again = await db.AsWorkerAsync(() => AgainAsync(db, run, line, cancellationToken), cancellationToken);
        return again?.Amount == line.Amount && again.Vat == line.Vat
            ? (again.Explain().ForReader(caller), null)
            : (null, new Refusal("explained-otherwise",
                $"{line.Reference} was worked out by version {run.EngineVersion} of the rules; version {RechargeEngine.Version} gets "
                + $"{again?.Amount.ToString() ?? "no line"} from the same facts. The charge stands as issued."));
    }

    private static async Task<DraftLine?> AgainAsync(RechargingDb db, Run run, StatementLine line, CancellationToken cancellationToken)
    {
        // What is carried rests on every charge there was; all else on one subject's month.
        var everything = line.SubjectKind == SubjectKinds.Rounding;
        var scope = everything
            ? Scope.Everything(run.FirstServicePeriod, line.BillingPeriod)
            : Scope.Only(line.Subject, line.ServicePeriod);
        var own = everything
            ? await db.FactsOfSubjectsAsync(run.FactNumber, scope, cancellationToken)
            : await db.FactsOfSubjectAsync(run.FactNumber, line.Subject, cancellationToken);
        var facts = new KnownFacts([.. await db.FactsForAllAsync(run.FactNumber, cancellationToken), .. own]) { LastNumber = run.FactNumber };
        var earlier = (await db.StatementLines.AsNoTracking()
            .Where(before => before.Subject == line.Subject && before.Parties == line.Parties)
            .OrderBy(before => before.BillingPeriod).ThenBy(before => before.Position).ToListAsync(cancellationToken))
            .FindAll(before => before.BillingPeriod < line.BillingPeriod);
        return Draft.Lines(RechargeEngine.Calculate(facts, run.Councils, scope), earlier, line.BillingPeriod)
            .SingleOrDefault(draft => draft.Subject == line.Subject && draft.AgreementReference == line.AgreementReference
                && draft.ServicePeriod == line.ServicePeriod && draft.Payee == line.Payee && draft.Payer == line.Payer);
    }
}
