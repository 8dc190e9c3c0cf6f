using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Recharging.Charging;
using ServiceDefaults;

namespace Recharging.Agreeing;

/// <summary>
/// Shows a statement, now or as it was known at an instant: both councils get the same bytes and the same tag, so neither can say
/// that it saw another.
/// </summary>
public static class ViewStatement
{
    public static void MapViewStatement(this IEndpointRouteBuilder statements) =>
        statements.MapGet("/{number}", Handle).Produces<StatementView>().Produces(StatusCodes.Status304NotModified)
            .Produces(StatusCodes.Status404NotFound).RequireOfficer(Readers.OfStatements)
            .ReadsHeaders("If-None-Match").WithName(nameof(ViewStatement));

    private static async Task<IResult> Handle(
        string number, DateTimeOffset? knownAt, HttpContext http, RechargingDb db, IOptions<JsonOptions> json,
        CancellationToken cancellationToken)
    {
        var view = await db.ViewStatementAsync(number, knownAt, cancellationToken);
        if (view is null)
        {
            return TypedResults.NotFound();
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(view, json.Value.SerializerOptions);
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..32]}\"";
        http.Response.Headers.ETag = tag;
        return http.Request.Headers.IfNoneMatch.ToString() == tag
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Bytes(body, "application/json; charset=utf-8");
    }

    private static async Task<StatementView?> ViewStatementAsync(
        this RechargingDb db, string number, DateTimeOffset? knownAt, CancellationToken cancellationToken)
    {
        var statement = await db.Statements.AsNoTracking().SingleOrDefaultAsync(statement => statement.Number == number, cancellationToken);
        if (statement is null || knownAt < statement.IssuedAt)
        {
            return null;
        }

        var lines = await db.StatementLines.AsNoTracking().Where(line => line.StatementNumber == number)
            .OrderBy(line => line.Position).ToListAsync(cancellationToken);
        var (marks, lastToSettle) = await db.MarksAsync(number, knownAt, cancellationToken);
        var settled = await db.Settlements.AsNoTracking()
            .Where(settlement => settlement.StatementNumber == number && settlement.SettledAt <= knownAt).ToListAsync(cancellationToken);
        var (state, revision) = knownAt is null ? (statement.State, statement.Revision) : Statement.StandingAt(
            marks.Values.Select(mark => mark.Revision).DefaultIfEmpty(1).Max(),
            settled.Where(entry => entry.TookBack is not null).Select(entry => entry.Revision).Append(lastToSettle).Max(),
            settled.Where(entry => entry.TookBack is null).Select(entry => entry.Revision).DefaultIfEmpty(1).Max(),
            lines.TrueForAll(line => marks.ContainsKey(line.Reference) || Marking.UnmarkedState(line) is not LineState.Unseen));
        return StatementView.Of(statement, lines, marks, state, revision);
    }
}
