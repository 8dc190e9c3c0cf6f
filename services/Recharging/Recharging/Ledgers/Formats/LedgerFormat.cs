using System.Globalization;
using System.Text;
using CsvHelper;

namespace Recharging.Ledgers;

/// <summary>A row of a mapping: a field of an ERP's file and the canonical column that it is.</summary>
/// <param name="Labels">The names that the field has in headers, ours the first.</param>
/// <param name="Field">Its place in a row without a header, from 1; for a format that has such.</param>
/// <param name="From">Its first character in a line, from 1; for a format of fixed positions.</param>
/// <param name="Length">The characters it holds, or the bytes.</param>
/// <param name="IsInBytes">The ERP counts a letter with an accent as two: its mapping says <c>bytes</c> instead of <c>length</c>.</param>
public sealed record FormatField(
    LedgerColumn? Column, IReadOnlyList<string> Labels, bool IsRequired, int? Field, int? From, int? Length, bool IsInBytes, Reading How,
    string Note)
{
    public string Name => Labels[0];
}

/// <summary>
/// A form in which an ERP writes and takes journals, as its mapping file says: the same rows serve for reading and for writing.
/// </summary>
public sealed class LedgerFormat
{
    public const string Canonical = "canonical";

    public static readonly LedgerFormat Sap = Load("sap");
    public static readonly LedgerFormat Oracle = Load("oracle");
    public static readonly LedgerFormat D365 = Load("d365");
    public static readonly LedgerFormat Unit4 = Load("unit4");

    private LedgerFormat(string name, IReadOnlyList<FormatField> fields)
    {
        Name = name;
        Fields = fields;
        Sources =
        [
            .. Enum.GetValues<LedgerColumn>().Select(column =>
                fields.Index().Where(field => field.Item.Column == column && field.Item.How.IsRead).ToArray())
        ];
        IsFixed = fields.Any(field => field.From is not null);
        MayLackHeader = fields.Any(field => field.Field is not null);
        CountsRows = fields.Any(field => field.How.Means is Means.RowOrder);
    }

    public static IReadOnlyList<LedgerFormat> All { get; } = [Sap, Oracle, D365, Unit4];

    public static IEnumerable<string> Names => All.Select(format => format.Name).Prepend(Canonical);

    public string Name { get; }

    /// <summary>The mapping's rows in its order.</summary>
    public IReadOnlyList<FormatField> Fields { get; }

    /// <summary>The rows that a canonical column is read from, indexed by it, with their place in <see cref="Fields"/>.</summary>
    public IReadOnlyList<(int Index, FormatField Item)[]> Sources { get; }

    /// <summary>Each field stands at its place in the line, and no line is a header.</summary>
    public bool IsFixed { get; }

    /// <summary>Rows may come without a header, each field in its place.</summary>
    public bool MayLackHeader { get; }

    /// <summary>The file numbers no lines: they are counted in their document.</summary>
    public bool CountsRows { get; }

    public static LedgerFormat? Of(string? name) => All.FirstOrDefault(format => format.Name == name);

    /// <summary>How many of the header's names this format knows.</summary>
    public int Knows(IReadOnlyCollection<string> header) =>
        IsFixed ? 0 : Fields.SelectMany(field => field.Labels).Distinct(StringComparer.OrdinalIgnoreCase)
            .Count(label => header.Contains(label, StringComparer.OrdinalIgnoreCase));

    /// <summary>A line of fixed positions shows itself: a side stands where the side is, or a year and period where the period is.</summary>
    public bool Fits(ReadOnlySpan<byte> line)
    {
        if (!IsFixed)
        {
            return false;
        }

        var side = Place(line, Fields.First(field => field.How.Means is Means.Side)).Trim((byte)' ');
        var period = Place(line, Fields.First(field => field.How.Means is Means.YearAndPeriod)).Trim((byte)' ');
        return period.Length > 0 && (side.SequenceEqual("1"u8) || side.SequenceEqual("-1"u8)
            || (period.Length == 6 && !period.ContainsAnyExceptInRange((byte)'0', (byte)'9')));
    }

    /// <summary>What stands at a field's place in a line of fixed positions, which count characters.</summary>
    public static ReadOnlySpan<byte> Place(ReadOnlySpan<byte> line, FormatField field)
    {
        var first = BytesOf(line, field.From!.Value - 1);
        return line.Slice(first, BytesOf(line[first..], field.Length!.Value));
    }

    // As long as a line is ASCII, its characters are its bytes.
    private static int BytesOf(ReadOnlySpan<byte> line, int characters)
    {
        var at = Ascii.IsValid(line[..Math.Min(characters, line.Length)]) ? Math.Min(characters, line.Length) : 0;
        for (var left = characters - at; left > 0 && at < line.Length;)
        {
            Rune.DecodeFromUtf8(line[at..], out var sign, out var bytes);
            at += bytes;
            left -= sign.Utf16SequenceLength;
        }

        return at;
    }

    /// <summary>How the format calls a canonical column; by that name itself where it has no field for it.</summary>
    public string OwnName(string column) =>
        Fields.FirstOrDefault(field => field.Name.Length > 0 && field.How.IsRead && field.Column?.Name() == column)?.Name ?? column;

    /// <summary>What a broken rule means in this format: days and amounts are said in its own shape.</summary>
    public string Sentence(LedgerRule rule, string name)
    {
        var how = Fields.FirstOrDefault(field => field.How.IsRead && field.Labels.Contains(name, StringComparer.OrdinalIgnoreCase))?.How;
        var day = new DateOnly(2023, 4, 30);
        return (rule.Code, how?.Means) switch
        {
            ("not-a-day", Means.Day or Means.PeriodOfDay) =>
                $"A day is written {day.ToString(how.Shapes[0], CultureInfo.InvariantCulture)} here.",
            ("not-a-period", Means.PeriodNumber) => "A period is a number from 1 to 13 here, 1 for April, with its financial year beside it.",
            ("not-a-period", Means.FinancialYear) => "A financial year is written 2023 here, for 2023/24.",
            ("not-a-period", Means.Month) => "A period is written APR-23 here.",
            ("not-a-period", Means.YearAndPeriod) => "A period is written 202301 here, for April 2023.",
            ("not-an-amount", Means.DebitOfSigned or Means.CreditOfSigned) =>
                "An amount is written 1234.56 here, and a credit -1234.56 or 1234.56-.",
            ("not-an-amount", Means.DebitOfSignedPence or Means.CreditOfSignedPence or Means.Pence) =>
                "An amount is written in pence here, such as 123456, a credit with a minus in front.",
            _ => rule.Sentence
        };
    }

    private static LedgerFormat Load(string name)
    {
        using var stream = typeof(LedgerFormat).Assembly.GetManifestResourceStream($"Ledgers.Formats.{name}.csv")
            ?? throw new InvalidOperationException($"The mapping {name}.csv is not built in.");
        using var csv = new CsvReader(new StreamReader(stream, Encoding.UTF8), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var fields = new List<FormatField>();
        while (csv.Read())
        {
            fields.Add(new FormatField(
                LedgerColumns.Names.Index().Where(column => column.Item == csv["column"]).Select(column => (LedgerColumn?)column.Index)
                    .FirstOrDefault(),
                csv["source"]!.Split('|'),
                csv["required"] == "yes",
                Number(csv, "field"),
                Number(csv, "from"),
                Number(csv, "length") ?? Number(csv, "bytes"),
                Number(csv, "bytes") is not null,
                Reading.Parse(csv["how"]!),
                csv["note"]!));
        }

        return new LedgerFormat(name, fields);
    }

    private static int? Number(CsvReader csv, string column) =>
        csv.TryGetField<int?>(column, out var number) ? number : null;
}
