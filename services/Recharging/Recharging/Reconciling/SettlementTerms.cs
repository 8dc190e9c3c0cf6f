using System.Globalization;
using Governance.Contracts;
using Microsoft.EntityFrameworkCore;
using Recharging.Charging;
using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Facts;
using Values;

namespace Recharging.Reconciling;

/// <summary>Reads what the agreements of a statement say of settling it.</summary>
public static class SettlementTerms
{
    /// <summary>Of the settlement clause that ruled when the statement was issued; null when no agreement has one.</summary>
    public static async Task<ClauseTerms?> SettlementTermsAsync(
        this RechargingDb db, Statement statement, CancellationToken cancellationToken)
    {
        var clauses = await db.ClausesAsync(cancellationToken);
        return clauses.SettlementTermsOf(statement);
    }

    /// <summary>All clauses that are known, to ask for the terms of several statements.</summary>
    public static async Task<KnownFacts> ClausesAsync(this RechargingDb db, CancellationToken cancellationToken) => new(
        (await db.Facts.AsNoTracking().Where(fact => fact.Kind == nameof(ClauseAgreed)).ToListAsync(cancellationToken))
        .Select(FactKinds.Read));

    /// <summary>As <see cref="SettlementTermsAsync"/> has it.</summary>
    public static ClauseTerms? SettlementTermsOf(this KnownFacts clauses, Statement statement) =>
        statement.AgreementReferences.Select(agreement => clauses.Clause(agreement, "settlement", statement.IssuedOn))
            .OfType<Known<ClauseAgreed>>().Select(clause => new ClauseTerms(clause)).FirstOrDefault();

    /// <summary>An amount that the clause gives; nil when it is silent.</summary>
    public static Money Pounds(this ClauseTerms? terms, string name) =>
        decimal.TryParse(terms?.Find(name), NumberStyles.Number, CultureInfo.InvariantCulture, out var pounds)
            ? Money.Pounds(pounds)
            : Money.Zero;
}
