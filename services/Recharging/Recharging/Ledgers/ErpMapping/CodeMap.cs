using System.Text;
using Microsoft.EntityFrameworkCore;
using Values;

namespace Recharging.Ledgers;

/// <summary>What the codes of one of a council's ERPs stand for on a day. What is not mapped is as it always was.</summary>
public sealed class CodeMap
{
    private readonly Dictionary<string, List<MappedCode>> codes;
    private readonly string name;

    private CodeMap(string council, string? sourceSystem, DateOnly day, IEnumerable<MappedCode> inForce)
    {
        Council = council;
        name = $"The mapping of {council}'s {sourceSystem} on {day:yyyy-MM-dd}";
        codes = inForce.GroupBy(code => code.Setting, StringComparer.Ordinal)
            .ToDictionary(setting => setting.Key, setting => setting.ToList(), StringComparer.Ordinal);
    }

    public string Council { get; }

    public string Entity => Written(MappingSettings.Entity, Council) ?? Council;

    /// <summary>How the ERP's files are encoded, null where nothing is said.</summary>
    public FileEncoding? Encoding => Written(MappingSettings.Encoding, MappingSettings.Files) is { } word ? FileEncoding.Named(word) : null;

    /// <summary>Of the council's journals in a direction, null where nothing is said.</summary>
    public string? DocumentType(string direction) => Written(MappingSettings.DocumentType, direction);

    public string? ControlAccount(string direction) => Written(MappingSettings.ControlAccount, direction);

    /// <summary>The other council's number as customer or supplier; its own code as long as neither is mapped.</summary>
    public (string? Code, Refusal? Refusal) Partner(string council, string direction)
    {
        var setting = direction == MappingSettings.Receivable ? MappingSettings.Customer : MappingSettings.Supplier;
        return Written(setting, council) is { } code ? (code, null)
            : !codes.ContainsKey(MappingSettings.Customer) && !codes.ContainsKey(MappingSettings.Supplier) ? (council, null)
            : (null, new Refusal("not-mapped", $"{name} has no {setting} that stands for {council}. Load one, then collect the journal."));
    }

    /// <summary>Of the ERP that sends and collects under this name.</summary>
    public static async Task<CodeMap> OfSourceAsync(
        RechargingDb db, string council, string sourceSystem, DateOnly day, CancellationToken cancellationToken) =>
        Of(council, sourceSystem, day, await db.MappedCodes.AsNoTracking()
            .Where(code => code.Council == council && code.SourceSystem == sourceSystem).ToListAsync(cancellationToken));

    /// <summary>Of the ERP that takes the council's journals: the only one that is mapped, or the only one with an entity.</summary>
    /// <param name="rows">Of the council.</param>
    /// <param name="council">Whose journals.</param>
    /// <param name="day">On which they are posted.</param>
    public static (CodeMap? Map, Refusal? Refusal) OfJournals(IEnumerable<MappedCode> rows, string council, DateOnly day)
    {
        var maps = rows.GroupBy(row => row.SourceSystem, StringComparer.Ordinal).OrderBy(source => source.Key, StringComparer.Ordinal)
            .Select(source => (Source: source.Key, Map: Of(council, source.Key, day, source)))
            .Where(source => source.Map.codes.Count > 0).ToList();
        var taking = maps.Count < 2 ? maps : maps.FindAll(source => source.Map.codes.ContainsKey(MappingSettings.Entity));
        return maps.Count == 0 ? (new CodeMap(council, null, day, []), null)
            : taking is [var only] ? (only.Map, null)
            : (null, new Refusal("which-erp",
                $"{council} has mappings of {string.Join(", ", maps.Select(source => source.Source))} on {day:yyyy-MM-dd}. Only the one that takes "
                + "its journals may have an entity."));
    }

    /// <summary>The council that a customer or supplier of any of the ERPs stands for on a day.</summary>
    public static string? CouncilOf(IEnumerable<MappedCode> rows, string theirs, DateOnly day) => InForce(rows, day)
        .FirstOrDefault(row => row is { Setting: MappingSettings.Customer or MappingSettings.Supplier } && row.Theirs == theirs)?.Ours;

    public static bool IsControlAccount(IEnumerable<MappedCode> rows, string account, DateOnly day) => InForce(rows, day)
        .Any(row => row.Setting == MappingSettings.ControlAccount && row.Theirs == account);

    private static CodeMap Of(string council, string sourceSystem, DateOnly day, IEnumerable<MappedCode> rows) => new(
        council, sourceSystem, day, InForce(rows, day));

    private static IEnumerable<MappedCode> InForce(IEnumerable<MappedCode> rows, DateOnly day) => rows
        .Where(row => row.EffectiveFrom <= day)
        .GroupBy(row => (row.SourceSystem, row.Setting, row.Theirs))
        .Select(code => code.MaxBy(row => (row.EffectiveFrom, row.Id))!)
        .Where(row => row.Ours is not null);

    // Where several codes stand for the same, the one that began last is written; all of them are read.
    private string? Written(string setting, string ours) => codes.GetValueOrDefault(setting)?
        .Where(code => code.Ours == ours).MaxBy(code => (code.EffectiveFrom, code.Id))?.Theirs;
}

/// <summary>An encoding that an ERP's files may have.</summary>
/// <param name="Word">As a mapping and a content type name it.</param>
/// <param name="Writes">Throws on a character that it does not have.</param>
public sealed record FileEncoding(string Word, Encoding Writes)
{
    private static readonly FileEncoding[] All =
    [
        new("utf-8", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)),
        new("utf-16", new UnicodeEncoding(bigEndian: false, byteOrderMark: true)),
        new("windows-1252",
            CodePagesEncodingProvider.Instance.GetEncoding(1252, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!),
    ];

    public static FileEncoding Utf8 => All[0];

    public static string[] Words { get; } = [.. All.Select(encoding => encoding.Word)];

    public static FileEncoding? Named(string word) => Array.Find(All, encoding => encoding.Word == word);
}
