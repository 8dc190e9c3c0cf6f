using Recharging.Engine.Facts;
using ServiceDefaults;

namespace Recharging.Charging;

/// <summary>What follows from a statement that is out, in rooms that stand on this one.</summary>
public interface IOnStatementIssued
{
    /// <summary>Called as the worker, in the transaction that issues the statement.</summary>
    Task HandleAsync(
        RechargingDb db, Run run, KnownFacts facts, Caller caller, BusinessClock clock, CancellationToken cancellationToken);
}
