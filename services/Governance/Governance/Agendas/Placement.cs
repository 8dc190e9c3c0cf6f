using Governance.Agreements;
using Governance.Bodies;

namespace Governance.Agendas;

/// <summary>On which board's agenda a matter of an agreement belongs, and why; on none when that can't be told.</summary>
public sealed record Placement(string? BodyCode, string Because)
{
    /// <summary>
    /// The board that the agreement's settlement clause names on the day, or on the agreement's last day once that has passed: what is
    /// owed is argued about longer than it is charged. Where the clause is silent, the joint board if there is one only.
    /// </summary>
    /// <param name="agreement">The agreement between the councils of the matter; null when there is none on record.</param>
    /// <param name="jointBoards">The codes of all joint boards.</param>
    public static Placement Of(Agreement? agreement, DateOnly day, IReadOnlyList<string> jointBoards)
    {
        if (agreement is null)
        {
            return new Placement(BodyCode: null, "No agreement of this reference between these councils is on record.");
        }

        var settlement = agreement.ClausesOn(agreement.LastDay < day ? agreement.LastDay.Value : day)
            .SingleOrDefault(clause => clause.Kind == ClauseKind.Settlement.Name);
        if (settlement?.Parameters.GetValueOrDefault(ClauseKind.EscalatesTo) is { } named)
        {
            return new Placement(named, $"Version {settlement.Version} of {settlement.Reference} names {named}.");
        }

        return jointBoards is [var only]
            ? new Placement(only, $"{agreement.Reference} names no board, and {only} is the only joint board.")
            : new Placement(BodyCode: null, $"{agreement.Reference} names no board, and there are {jointBoards.Count} joint boards.");
    }

    internal static async Task<Placement> FindAsync(
        GovernanceDb db, string agreementReference, string[] parties, DateOnly day, CancellationToken cancellationToken)
    {
        var agreement = await db.Agreements.AsNoTracking().IgnoreAutoIncludes().Include(one => one.Clauses)
            .SingleOrDefaultAsync(
                one => one.Reference == agreementReference && parties.Contains(one.Provider) && parties.Contains(one.Recipient),
                cancellationToken);
        var jointBoards = await db.Bodies.Where(body => body.Kind == BodyKind.JointBoard)
            .Select(body => body.Code).ToListAsync(cancellationToken);
        return Of(agreement, day, jointBoards);
    }
}
