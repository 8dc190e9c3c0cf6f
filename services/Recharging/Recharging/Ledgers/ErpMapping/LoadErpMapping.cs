using Governance.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Engine.Facts;
using Recharging.Facts;
using Recharging.Files;
using ServiceDefaults;

namespace Recharging.Ledgers;

/// <summary>Loads what the codes of a council's ERPs stand for, from a day on: which customers and suppliers are the other council, which
/// entity, document types, control accounts and encoding its ledgers and journals have.</summary>
public static class LoadErpMapping
{
    private const int LongestCode = 50;
    private static readonly string[] Columns = ["source_system", "effective_from", "setting", "ours", "theirs"];

    public static void MapLoadErpMapping(this IEndpointRouteBuilder mapping) =>
        mapping.MapPost("/", Handle).AcceptsCsv().RequireOfficer("finance-officer").WithName(nameof(LoadErpMapping));

    private static async Task<Results<Ok<UploadAnswer>, ProblemHttpResult>> Handle(
        HttpRequest request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var upload = await CsvUpload.ReadAsync(request, Columns, cancellationToken);
        if (upload.Fault is { } fault)
        {
            return Problems.Invalid("body", fault);
        }

        var partners = new KnownFacts((await db.Facts.AsNoTracking().Where(fact => fact.Kind == nameof(AgreementInForce))
            .ToListAsync(cancellationToken)).Select(FactKinds.Read)).Agreements
            .SelectMany(agreement => new[] { agreement.Body.Provider, agreement.Body.Recipient })
            .Where(council => council != caller.Council).ToHashSet(StringComparer.Ordinal);
        var open = await OpenCodes.OfAsync(db, [caller.Council], cancellationToken);
        var known = (await db.MappedCodes.AsNoTracking().Where(code => code.Council == caller.Council).ToListAsync(cancellationToken))
            .GroupBy(Key).ToDictionary(rows => rows.Key, rows => rows.MaxBy(row => row.Id)!.Ours);
        var inThisFile = new HashSet<(string, string, string, DateOnly)>();
        int taken = 0, unchanged = 0;
        foreach (var row in upload.Rows)
        {
            var code = Read(row, caller, clock.GetUtcNow(), partners, open);
            if (row.Fault is null && !inThisFile.Add(Key(code)))
            {
                row.Refuse("theirs", "an earlier row of this file says from the same day what this code stands for");
            }

            if (row.Fault is not null)
            {
                continue;
            }

            if (known.TryGetValue(Key(code), out var latest) && latest == code.Ours)
            {
                unchanged++;
                continue;
            }

            db.MappedCodes.Add(code);
            taken++;
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(LoadErpMapping), "erp-mapping", $"{taken} rows taken of {upload.Rows.Count}"));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new UploadAnswer(
            upload.Rows.Count, taken, unchanged, [.. upload.Rows.Select(row => row.Fault).OfType<RowNotTaken>()]));
    }

    private static MappedCode Read(CsvRow row, Caller caller, DateTimeOffset now, HashSet<string> partners, OpenCodes open)
    {
        var code = new MappedCode
        {
            Council = caller.Council,
            SourceSystem = row.Code("source_system"),
            EffectiveFrom = row.Day("effective_from"),
            Setting = row.OneOf("setting", [.. MappingSettings.All]),
            Ours = row.TextOrNone("ours"),
            Theirs = row.Text("theirs"),
            LoadedBy = caller.Name,
            LoadedAt = now,
        };
        if (row.Fault is not null)
        {
            return code;
        }

        if (WhyNotOurs(code, caller.Council, partners) is { } rule)
        {
            row.Refuse("ours", rule);
        }

        if (code.Theirs.Length > LongestCode || code.Theirs.Any(char.IsControl))
        {
            row.Refuse("theirs", $"must be at most {LongestCode} characters of plain text");
        }
        else if (code.Setting == MappingSettings.Encoding && !FileEncoding.Words.Contains(code.Theirs))
        {
            row.Refuse("theirs", $"must be one of {string.Join(", ", FileEncoding.Words)}");
        }
        else if (code is { Setting: MappingSettings.Customer or MappingSettings.Supplier } && code.Theirs == caller.Council)
        {
            row.Refuse("theirs", $"is {caller.Council}'s own code, and can't stand for another council");
        }
        else if (code is { Setting: MappingSettings.ControlAccount, Ours: not null }
            && open.ClosedAccount(caller.Council, code.Theirs, code.EffectiveFrom) is not null)
        {
            row.Refuse("theirs", "must be an account of the council's chart that is open on the first day");
        }

        return code;
    }

    private static string? WhyNotOurs(MappedCode code, string council, HashSet<string> partners) => code switch
    {
        { Ours: null } => null,
        { Setting: MappingSettings.Customer or MappingSettings.Supplier } => partners.Contains(code.Ours) ? null
            : $"must be a council that {council} shares services with ({string.Join(", ", partners.Order(StringComparer.Ordinal))}), or empty",
        { Setting: MappingSettings.Entity } => code.Ours == council ? null : $"must be {council}, or empty",
        _ => MappingSettings.Words[code.Setting] is var words && words.Contains(code.Ours) ? null
            : $"must be one of {string.Join(", ", words)}, or empty",
    };

    private static (string, string, string, DateOnly) Key(MappedCode row) => (row.SourceSystem, row.Setting, row.Theirs, row.EffectiveFrom);
}
