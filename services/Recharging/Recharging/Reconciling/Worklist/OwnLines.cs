using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults;

namespace Recharging.Reconciling;

/// <summary>A decision is about the ledger of the officer's own council.</summary>
public static class OwnLines
{
    public static ProblemHttpResult? WhyNot(IEnumerable<LineOfOwnLedger> lines, Caller caller) =>
        lines.FirstOrDefault(line => line.Council is { } council && council != caller.Council) is { } other
            ? Problems.Forbidden($"{other} is in {other.Council}'s ledger: only its officers decide what it stands for.")
            : null;

    public static ProblemHttpResult? WhyNot(string holder, Caller caller) => holder == caller.Council
        ? null
        : Problems.Forbidden($"It is in {holder}'s ledger: only its officers decide about it.");
}
