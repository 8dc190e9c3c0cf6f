using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace SchoolSupport.Schools;

/// <summary>
/// Takes the register's schools as the file streams in. A later file replaces what an earlier one said of a school; the answer
/// names each row not taken and the personal columns that were dropped at the door.
/// </summary>
public static class TakeSchoolsExtract
{
    public sealed record Answer(
        string Extract,
        int Rows,
        int Taken,
        int NotTakenCount,
        IReadOnlyList<RowFault> NotTaken,
        IReadOnlyList<string> PersonalColumnsDropped,
        IReadOnlyList<string> ColumnsMissing);

    private const int MostFaultsNamed = 1000;
    private const long LargestFile = 500_000_000;

    private static readonly string[] Needed =
    [
        "URN", "LA (code)", "EstablishmentName", "TypeOfEstablishment (code)", "EstablishmentTypeGroup (code)",
        "EstablishmentStatus (name)", "OpenDate", "CloseDate",
    ];

    private static readonly string[] Wanted =
    [
        "EstablishmentNumber", "TypeOfEstablishment (name)", "EstablishmentTypeGroup (name)", "PhaseOfEducation (name)",
        "Trusts (name)", "UKPRN",
    ];

    private static readonly string[] Personal =
        ["HeadTitle (name)", "HeadFirstName", "HeadLastName", "HeadPreferredJobTitle", "PropsName"];

    public static void MapTakeSchoolsExtract(this IEndpointRouteBuilder schools) =>
        schools.MapPost("/extracts", Handle)
            .RequireOfficer("school-improvement-manager")
            .WithStagedBody()
            .Accepts<Stream>("text/csv")
            .Produces<Answer>()
            .WithMetadata(new RequestSizeLimitAttribute(LargestFile))
            .WithName(nameof(TakeSchoolsExtract))
            .WithSummary("Send the register's schools (GIAS CSV, Windows-1252)");

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
        if (await file.ReadHeaderAsync(Needed, Wanted, "the register's extract of all schools", cancellationToken) is { } noRegister)
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
                db.Audit.Add(AuditEntry.Of(caller, clock, nameof(TakeSchoolsExtract), extract, reason: null));
                await db.SaveChangesAsync(token);
                return TypedResults.Ok(new Answer(
                    extract,
                    file.Row,
                    taken,
                    faults.Count,
                    [.. faults.Take(MostFaultsNamed)],
                    [.. Personal.Where(file.Columns.Contains)],
                    [.. Wanted.Where(column => !file.Columns.Contains(column))]));
            },
            cancellationToken);
    }

    private static async Task<(int Taken, List<RowFault> Faults)> StageAsync(
        RegisterFile file, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using (var create = new NpgsqlCommand(
            "CREATE TEMPORARY TABLE school_staging (LIKE school) ON COMMIT DROP", connection))
        {
            await create.ExecuteNonQueryAsync(cancellationToken);
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var faults = new List<RowFault>();
        await using var copy = await connection.BeginBinaryImportAsync(
            """
            COPY school_staging (urn, name, la_code, establishment_number, type_code, type_name, type_group_code, type_group_name,
                status, phase, opened_on, closed_on, trust_name, ukprn) FROM STDIN (FORMAT binary)
            """,
            cancellationToken);
        while (await file.ReadRowAsync(cancellationToken))
        {
            if (Refuse(file, seen, out var opened, out var closed) is { } fault)
            {
                faults.Add(fault);
                continue;
            }

            await copy.StartRowAsync(cancellationToken);
            foreach (var text in new[]
            {
                file.Text("URN"), file.Text("EstablishmentName"), file.Text("LA (code)"), file.Optional("EstablishmentNumber"),
                file.Text("TypeOfEstablishment (code)"), file.Optional("TypeOfEstablishment (name)"),
                file.Text("EstablishmentTypeGroup (code)"), file.Optional("EstablishmentTypeGroup (name)"),
                file.Text("EstablishmentStatus (name)"), file.Optional("PhaseOfEducation (name)"),
            })
            {
                await WriteAsync(copy, text, cancellationToken);
            }

            await WriteAsync(copy, opened, cancellationToken);
            await WriteAsync(copy, closed, cancellationToken);
            await WriteAsync(copy, file.Optional("Trusts (name)"), cancellationToken);
            await WriteAsync(copy, file.Optional("UKPRN"), cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
        return (seen.Count, faults);
    }

    private static RowFault? Refuse(RegisterFile file, HashSet<string> seen, out DateOnly? opened, out DateOnly? closed)
    {
        opened = closed = null;
        var fault = file.BrokenRow()
            ?? file.ReadUrn("URN")
            ?? file.ReadNeeded("EstablishmentName")
            ?? file.ReadNeeded("LA (code)")
            ?? file.ReadNeeded("TypeOfEstablishment (code)")
            ?? file.ReadNeeded("EstablishmentTypeGroup (code)")
            ?? file.ReadNeeded("EstablishmentStatus (name)")
            ?? file.ReadDay("OpenDate", out opened)
            ?? file.ReadDay("CloseDate", out closed);
        if (fault is not null)
        {
            return fault;
        }

        if (closed < opened)
        {
            return file.FaultIn("CloseDate", "A school does not close before it opens.");
        }

        return seen.Add(file.Text("URN")) ? null : file.FaultIn("URN", "The file names each school once.");
    }

    private static Task WriteAsync(NpgsqlBinaryImporter copy, string? text, CancellationToken cancellationToken) =>
        text is null ? copy.WriteNullAsync(cancellationToken) : copy.WriteAsync(text, cancellationToken);

    private static Task WriteAsync(NpgsqlBinaryImporter copy, DateOnly? day, CancellationToken cancellationToken) =>
        day is { } known ? copy.WriteAsync(known, cancellationToken) : copy.WriteNullAsync(cancellationToken);

    private static async Task MergeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var merge = new NpgsqlCommand(
            """
            INSERT INTO school (urn, name, la_code, establishment_number, type_code, type_name, type_group_code, type_group_name,
                status, phase, opened_on, closed_on, trust_name, ukprn)
            SELECT urn, name, la_code, establishment_number, type_code, type_name, type_group_code, type_group_name,
                status, phase, opened_on, closed_on, trust_name, ukprn
            FROM school_staging ORDER BY urn
            ON CONFLICT (urn) DO UPDATE SET
                name = excluded.name, la_code = excluded.la_code, establishment_number = excluded.establishment_number,
                type_code = excluded.type_code, type_name = excluded.type_name, type_group_code = excluded.type_group_code,
                type_group_name = excluded.type_group_name, status = excluded.status, phase = excluded.phase,
                opened_on = excluded.opened_on, closed_on = excluded.closed_on, trust_name = excluded.trust_name, ukprn = excluded.ukprn
            """,
            connection)
        {
            CommandTimeout = 0,
        };
        await merge.ExecuteNonQueryAsync(cancellationToken);
    }
}
