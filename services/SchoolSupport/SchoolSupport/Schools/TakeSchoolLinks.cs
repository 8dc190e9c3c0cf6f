using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace SchoolSupport.Schools;

/// <summary>Takes the register's links as the file streams in: which school came before or after which.</summary>
public static class TakeSchoolLinks
{
    public sealed record Answer(string Extract, int Rows, int Taken, int NotTakenCount, IReadOnlyList<RowFault> NotTaken);

    private const int MostFaultsNamed = 1000;
    private const long LargestFile = 500_000_000;

    private static readonly string[] Needed = ["URN", "LinkURN", "LinkName", "LinkType", "LinkEstablishedDate"];

    public static void MapTakeSchoolLinks(this IEndpointRouteBuilder schools) =>
        schools.MapPost("/links", Handle)
            .RequireOfficer("school-improvement-manager")
            .WithStagedBody()
            .Accepts<Stream>("text/csv")
            .Produces<Answer>()
            .WithMetadata(new RequestSizeLimitAttribute(LargestFile))
            .WithName(nameof(TakeSchoolLinks))
            .WithSummary("Send the register's links (GIAS CSV, Windows-1252)");

    private static async Task<IResult> Handle(
        HttpRequest request,
        SchoolSupportDb db,
        Caller caller,
        BusinessClock clock,
        Tenancy tenancy,
        Idempotency idempotency,
        CancellationToken cancellationToken)
    {
        if (Idempotency.Check(request) is { } noKey)
        {
            return noKey;
        }

        using var sha = SHA256.Create();
        await using var hashed = new CryptoStream(request.Body, sha, CryptoStreamMode.Read, leaveOpen: true);
        var file = new RegisterFile(hashed);
        if (await file.ReadHeaderAsync(Needed, [], "the register's links file", cancellationToken) is { } noRegister)
        {
            return noRegister;
        }

        await using var transaction = await tenancy.BeginAsync(db, caller, cancellationToken);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var (taken, faults) = await StageAsync(file, connection, cancellationToken);
        if (file.Fault is { } unreadable)
        {
            return Problems.Invalid("body", unreadable);
        }

        return await idempotency.OnceAsync(
            db,
            sha.Hash!,
            async token =>
            {
                await MergeAsync(connection, token);
                var extract = Convert.ToHexStringLower(sha.Hash!);
                db.Audit.Add(AuditEntry.Of(caller, clock, nameof(TakeSchoolLinks), extract, reason: null));
                await db.SaveChangesAsync(token);
                return TypedResults.Ok(new Answer(extract, file.Row, taken, faults.Count, [.. faults.Take(MostFaultsNamed)]));
            },
            cancellationToken);
    }

    private static async Task<(int Taken, List<RowFault> Faults)> StageAsync(
        RegisterFile file, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using (var create = new NpgsqlCommand(
            "CREATE TEMPORARY TABLE school_link_staging (LIKE school_link) ON COMMIT DROP", connection))
        {
            await create.ExecuteNonQueryAsync(cancellationToken);
        }

        var seen = new HashSet<(string, string, string)>();
        var faults = new List<RowFault>();
        await using var copy = await connection.BeginBinaryImportAsync(
            "COPY school_link_staging (urn, link_urn, link_type, link_name, established_on) FROM STDIN (FORMAT binary)", cancellationToken);
        while (await file.ReadRowAsync(cancellationToken))
        {
            if (Refuse(file, seen, out var established) is { } fault)
            {
                faults.Add(fault);
                continue;
            }

            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(file.Text("URN"), cancellationToken);
            await copy.WriteAsync(file.Text("LinkURN"), cancellationToken);
            await copy.WriteAsync(file.Text("LinkType"), cancellationToken);
            await copy.WriteAsync(file.Text("LinkName"), cancellationToken);
            await (established is { } day ? copy.WriteAsync(day, cancellationToken) : copy.WriteNullAsync(cancellationToken));
        }

        await copy.CompleteAsync(cancellationToken);
        return (seen.Count, faults);
    }

    private static RowFault? Refuse(RegisterFile file, HashSet<(string, string, string)> seen, out DateOnly? established)
    {
        established = null;
        var fault = file.BrokenRow()
            ?? file.ReadUrn("URN")
            ?? file.ReadUrn("LinkURN")
            ?? file.ReadNeeded("LinkType")
            ?? file.ReadDay("LinkEstablishedDate", out established);
        if (fault is not null)
        {
            return fault;
        }

        return seen.Add((file.Text("URN"), file.Text("LinkURN"), file.Text("LinkType")))
            ? null
            : file.FaultIn("LinkURN", "The file names each link once.");
    }

    private static async Task MergeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var merge = new NpgsqlCommand(
            """
            INSERT INTO school_link (urn, link_urn, link_type, link_name, established_on)
            SELECT urn, link_urn, link_type, link_name, established_on FROM school_link_staging ORDER BY urn, link_urn, link_type
            ON CONFLICT (urn, link_urn, link_type) DO UPDATE SET link_name = excluded.link_name, established_on = excluded.established_on
            """,
            connection)
        {
            CommandTimeout = 0,
        };
        await merge.ExecuteNonQueryAsync(cancellationToken);
    }
}
