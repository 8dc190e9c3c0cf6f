using Npgsql;
using NpgsqlTypes;
using Recharging.Ledgers;
using Recharging.Matching;
using Values;

namespace Benchmarks;

/// <summary>A generated month of one council in tables of its own, read and written as matching reads and writes: by binary COPY.</summary>
internal sealed class MatchingTables(NpgsqlConnection database)
{
    private static readonly DateOnly Epoch = new(2000, 1, 1);

    private const string Create = """
        DROP SCHEMA IF EXISTS matching CASCADE;
        CREATE SCHEMA matching;
        CREATE TABLE matching.entries (reference text COLLATE "C" PRIMARY KEY, amount bigint NOT NULL, posting_date int NOT NULL, text text, cost_centre text);
        CREATE TABLE matching.lines (
            doc_ref text COLLATE "C", line_no int, amount bigint NOT NULL, posting_date int NOT NULL, period text NOT NULL, text text,
            cost_centre text, external_line_id text COLLATE "C", PRIMARY KEY (doc_ref, line_no));
        CREATE TABLE matching.matches (
            doc_ref text COLLATE "C", line_no int, statement_line text NOT NULL, rule text NOT NULL, score numeric, PRIMARY KEY (doc_ref, line_no));
        """;

    /// <summary>What PostgreSQL would do of the exact pass alone: a hash join and its rows inserted.</summary>
    private const string Join = """
        INSERT INTO matching.matches
        SELECT line.doc_ref, line.line_no, entry.reference, 'ExactReference', 1
        FROM matching.lines line JOIN matching.entries entry ON entry.reference = line.external_line_id AND entry.amount = line.amount
        ON CONFLICT DO NOTHING
        """;

    public async Task FillAsync(ToMatch month)
    {
        await RunAsync(Create);
        await using (var copy = await database.BeginBinaryImportAsync("COPY matching.entries FROM STDIN (FORMAT BINARY)"))
        {
            foreach (var entry in month.Entries)
            {
                await copy.WriteRowAsync(
                    CancellationToken.None, entry.StatementLine, entry.Amount.Pence, Day(entry.PostingDate), entry.Text, entry.Coding[0].CostCentre);
            }

            await copy.CompleteAsync();
        }

        await using (var copy = await database.BeginBinaryImportAsync("COPY matching.lines FROM STDIN (FORMAT BINARY)"))
        {
            foreach (var line in month.Lines)
            {
                await copy.WriteRowAsync(
                    CancellationToken.None, line.Key.DocRef, line.Key.LineNo, line.Amount.Pence, Day(line.PostingDate), line.Period.ToString(), line.Text,
                    line.Coding[0].CostCentre, line.ExternalLineId);
            }

            await copy.CompleteAsync();
        }

        await RunAsync("VACUUM ANALYZE matching.entries, matching.lines");
    }

    public async Task EmptyAsync()
    {
        await RunAsync("TRUNCATE matching.matches");
        await RunAsync("CHECKPOINT");
    }

    public Task JoinAsync() => RunAsync(Join);

    /// <summary>What the exact join needs of both tables, each in a file with a header.</summary>
    public async Task WriteCsvAsync(string folder)
    {
        await CopyAsync("SELECT reference, amount FROM matching.entries", Path.Combine(folder, "entries.csv"));
        await CopyAsync("SELECT doc_ref, line_no, amount, external_line_id FROM matching.lines", Path.Combine(folder, "lines.csv"));
    }

    public async Task<ToMatch> ReadAsync(AccountingPeriod period, MatchingTerms terms) => new()
    {
        Entries = await EntriesAsync(),
        Lines = await LinesAsync(),
        Period = period,
        Terms = terms
    };

    public async Task WriteAsync(Findings found)
    {
        await using var copy = await database.BeginBinaryImportAsync("COPY matching.matches FROM STDIN (FORMAT BINARY)");
        foreach (var match in found.Matches)
        {
            foreach (var line in match.Lines)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(line.Key.DocRef);
                await copy.WriteAsync(line.Key.LineNo);
                await copy.WriteAsync(match.Entries[0].StatementLine);
                await copy.WriteAsync(match.Rule.Id());
                await copy.WriteAsync(match.Score);
            }
        }

        await copy.CompleteAsync();
    }

    private async Task<List<ExpectedEntry>> EntriesAsync()
    {
        var entries = new List<ExpectedEntry>();
        await using var export = await database.BeginBinaryExportAsync("COPY matching.entries TO STDOUT (FORMAT BINARY)");
        while (await export.StartRowAsync() > 0)
        {
            var (reference, amount, day) = (export.Read<string>(), new Money(export.Read<long>(NpgsqlDbType.Bigint)), export.Read<int>());
            var (text, centre) = (Maybe(export), Maybe(export));
            entries.Add(new ExpectedEntry
            {
                StatementLine = reference,
                Council = "HCC",
                IsDebit = amount > Money.Zero,
                Amount = amount,
                PostingDate = Epoch.AddDays(day),
                Text = text,
                Coding = centre is null ? [] : [new ExpectedCoding("51000", centre, null)]
            });
        }

        return entries;
    }

    private async Task<List<ControlLine>> LinesAsync()
    {
        var lines = new List<ControlLine>();
        var periods = new Dictionary<string, AccountingPeriod>(StringComparer.Ordinal);
        await using var export = await database.BeginBinaryExportAsync("COPY matching.lines TO STDOUT (FORMAT BINARY)");
        while (await export.StartRowAsync() > 0)
        {
            var (document, lineNo) = (export.Read<string>(), export.Read<int>());
            var (amount, day, said) = (export.Read<long>(), export.Read<int>(), export.Read<string>());
            var (text, centre, quoted) = (Maybe(export), Maybe(export), Maybe(export));
            if (!periods.TryGetValue(said, out var period))
            {
                periods[said] = period = AccountingPeriod.Parse(said);
            }

            var key = new LedgerLineKey("HCC", "SAP", "1", document, lineNo);
            lines.Add(new ControlLine
            {
                Key = key,
                Account = "13100",
                Period = period,
                DocType = "RC",
                PostingDate = Epoch.AddDays(day),
                Amount = new Money(amount),
                ExternalLineId = quoted,
                Text = text,
                Coding = centre is null ? [] : [new CodedLine(key, "51000", centre, null)]
            });
        }

        return lines;
    }

    private static string? Maybe(NpgsqlBinaryExporter export)
    {
        if (!export.IsNull)
        {
            return export.Read<string>();
        }

        export.Skip();
        return null;
    }

    private static int Day(DateOnly day) => day.DayNumber - Epoch.DayNumber;

    private async Task CopyAsync(string query, string file)
    {
        using var rows = await database.BeginTextExportAsync($"COPY ({query}) TO STDOUT (FORMAT CSV, HEADER)");
        await using var csv = new StreamWriter(file);
        while (await rows.ReadLineAsync() is { } row)
        {
            await csv.WriteLineAsync(row);
        }
    }

    private async Task RunAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, database) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync();
    }
}
