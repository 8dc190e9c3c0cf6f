using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Recharging.Ledgers;
using Recharging.Settling;
using ServiceDefaults.Files;
using Values;

namespace Recharging.Tests.Ledgers;

/// <summary>What a file becomes on its way into the staging table, read back from the bytes that go to the database.</summary>
internal sealed record StagedCopy(
    LedgerFile File, IReadOnlyList<IReadOnlyList<string>> Lines, IReadOnlyList<(int Line, string Column, string Value, string Rule)> Faults,
    string? Refusal)
{
    private static readonly LedgerColumn[] Order =
    [
        LedgerColumn.Entity, LedgerColumn.DocRef, LedgerColumn.DocType, LedgerColumn.LineNo, LedgerColumn.DocDate,
        LedgerColumn.PostingDate, LedgerColumn.Period, LedgerColumn.Account, LedgerColumn.CostCentre, LedgerColumn.Project,
        LedgerColumn.Partner, LedgerColumn.Debit, LedgerColumn.Credit, LedgerColumn.Currency, LedgerColumn.VatCode, LedgerColumn.VatAmount,
        LedgerColumn.Text, LedgerColumn.ExternalLineId, LedgerColumn.Reverses
    ];

    public static Task<StagedCopy> ReadAsync(
        byte[] file, LedgerFormat? declared = null, LedgerMasters? masters = null, int piece = 4096, string batchId = "B-1") => ReadAsync(
            file, declared, masters ?? TheMasters, piece, batchId,
            (ledger, read) => ledger.StageAsync(new TextBody(read), "", TestContext.Current.CancellationToken));

    public static Task<StagedCopy> ReadJsonAsync(byte[] body, int piece, string batchId) => ReadAsync(
        body, null, TheMasters, piece, batchId,
        (ledger, read) => ledger.StageAsync(new JsonLines(read), "", TestContext.Current.CancellationToken));

    private static async Task<StagedCopy> ReadAsync(
        byte[] file, LedgerFormat? declared, LedgerMasters masters, int piece, string batchId,
        Func<LedgerFile, Func<Memory<byte>, CancellationToken, ValueTask<int>>, Task<Refusal?>> stage)
    {
        using var copy = new MemoryStream();
        using var body = new DigestedBody(new MemoryStream(file));
        var ledger = new LedgerFile(new StagedRows(copy), masters, batchId, CanonicalCsv.SourceSystem, declared);
        ledger.Begin();
        if (await stage(ledger, (buffer, token) => body.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], token)) is { } refusal)
        {
            return new StagedCopy(ledger, [], [], refusal.Sentence);
        }

        await ledger.EndAsync(TestContext.Current.CancellationToken);
        return Decode(ledger, copy.ToArray());
    }

    public static LedgerMasters TheMasters { get; } = new(
        Always("13100", "40010", "51000", "90000"), Always("CC-100", "CC-200"), ["2023/24-P01", "2023/24-P02", "2023/24-P12"], ["RV"]);

    public static OpenDays Always(params string[] codes) => new(codes.Select(code => (code, (DateOnly?)null, (DateOnly?)null)));

    private static StagedCopy Decode(LedgerFile file, byte[] copy)
    {
        var lines = new List<IReadOnlyList<string>>();
        var faults = new List<(int, string, string, string)>();
        var at = 19;
        while (BinaryPrimitives.ReadInt16BigEndian(copy.AsSpan(at)) is > 0 and var columns)
        {
            at += 2;
            var fields = new byte[columns][];
            for (var column = 0; column < columns; column++)
            {
                var length = BinaryPrimitives.ReadInt32BigEndian(copy.AsSpan(at));
                fields[column] = copy.AsSpan(at + 4, Math.Max(length, 0)).ToArray();
                at += 4 + Math.Max(length, 0);
            }

            var fileLine = BinaryPrimitives.ReadInt32BigEndian(fields[0]);
            if (fields[5].Length > 0)
            {
                faults.Add((fileLine, Text(fields[3]), Text(fields[4]), Text(fields[5])));
            }
            else
            {
                lines.Add(Canonical([fields[1], fields[2], .. fields[6..]]));
            }
        }

        return new StagedCopy(file, lines, faults, null);
    }

    private static string[] Canonical(byte[][] fields)
    {
        var line = Enumerable.Repeat("", LedgerColumns.Names.Count).ToArray();
        foreach (var (at, column) in Order.Index())
        {
            line[(int)column] = (column, fields[at].Length) switch
            {
                (_, 0) => "",
                (LedgerColumn.LineNo, _) => BinaryPrimitives.ReadInt32BigEndian(fields[at]).ToString(CultureInfo.InvariantCulture),
                (LedgerColumn.DocDate or LedgerColumn.PostingDate, _) => new DateOnly(2000, 1, 1)
                    .AddDays(BinaryPrimitives.ReadInt32BigEndian(fields[at])).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                (LedgerColumn.Debit or LedgerColumn.Credit or LedgerColumn.VatAmount, _) =>
                    (BinaryPrimitives.ReadInt64BigEndian(fields[at]) / 100m).ToString("0.00", CultureInfo.InvariantCulture),
                _ => Text(fields[at])
            };
        }

        return line;
    }

    private static string Text(byte[] field) => Encoding.UTF8.GetString(field);
}
