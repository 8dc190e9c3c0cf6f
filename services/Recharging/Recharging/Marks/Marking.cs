using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Statements;
using ServiceDefaults;
using Values;

namespace Recharging.Marks;

/// <summary>A statement with its lines and what the paying councils said of them, loaded to be marked.</summary>
public sealed class Marking
{
    public required Statement Statement { get; init; }

    public required IReadOnlyDictionary<string, StatementLine> Lines { get; init; }

    public required IReadOnlyDictionary<string, LineMark> Marks { get; init; }

    /// <summary>Null when the caller's council is no party of it: for the caller there is no such statement.</summary>
    public static async Task<Marking?> OfAsync(RechargingDb db, string number, CancellationToken cancellationToken)
    {
        // One mark after the other: which one completes the statement has one answer.
        var statement = await db.Statements.FromSql($"SELECT *, xmin FROM statements WHERE number = {number} FOR UPDATE")
            .SingleOrDefaultAsync(cancellationToken);
        return statement is null ? null : new Marking
        {
            Statement = statement,
            Lines = await db.StatementLines.AsNoTracking().Where(line => line.StatementNumber == number)
                .ToDictionaryAsync(line => line.Reference, StringComparer.Ordinal, cancellationToken),
            Marks = await db.LineMarks.Where(mark => mark.StatementNumber == number)
                .ToDictionaryAsync(mark => mark.LineReference, StringComparer.Ordinal, cancellationToken),
        };
    }

    /// <summary>Only the council that pays a line may say anything of it.</summary>
    public static ProblemHttpResult? WhyMayNot(Caller caller, LineMark mark) =>
        caller.Council == mark.Council
            ? null
            : Problems.Forbidden($"{mark.LineReference} is paid by {mark.Council}: only its officers agree or dispute it.");

    public Refusal? Touch() => Statement.Mark(Marks.Values.All(mark => mark.IsMarked));
}
