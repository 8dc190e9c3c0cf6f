using Microsoft.EntityFrameworkCore;
using Npgsql;
using Recharging.Reconciling;

namespace Recharging.Tests.Worklist;

/// <summary>The database's own wall: whatever the code does, a ledger line is used whole or in parts, each once.</summary>
public sealed class DoubleUseTests(AprilInBothLedgers april) : IClassFixture<AprilInBothLedgers>
{
    private const string Why = "One document for two charges, as the remittance says.";

    [Theory]
    [InlineData("ONCE", "0:ST2324P01-001 0:ST2324P01-002", PostgresErrorCodes.UniqueViolation)]
    [InlineData("WHOLE-AND-PART", "0:ST2324P01-001 1:ST2324P01-002", PostgresErrorCodes.ForeignKeyViolation)]
    [InlineData("PART-WITHOUT-SPLIT", "1:ST2324P01-001", PostgresErrorCodes.ForeignKeyViolation)]
    [InlineData("SPLIT-AND-WHOLE", "0: 0:ST2324P01-001", PostgresErrorCodes.UniqueViolation)]
    [InlineData("PART-TWICE", "0: 1:ST2324P01-001 1:ST2324P01-002", PostgresErrorCodes.UniqueViolation)]
    [InlineData("PART-IS-NO-SPLIT", "0: 1:", PostgresErrorCodes.CheckViolation)]
    [InlineData("SPLIT-IN-PARTS", "0: 1:ST2324P01-001 2:ST2324P01-002", null)]
    public async Task ALine_IsUsedWholeOrInParts_EachOnce(string document, string uses, string? refusedAs)
    {
        await april.PostLineAsync("HCC", document, 10m);

        var refused = await RefusalAsync(async db =>
        {
            foreach (var use in uses.Split(' ').Select(use => use.Split(':')))
            {
                await UseAsync(db, document, int.Parse(use[0], System.Globalization.CultureInfo.InvariantCulture), use[1] is "" ? null : use[1]);
            }
        });

        refused.ShouldBe(refusedAs);
    }

    [Fact]
    public async Task ASplit_WhosePartAnotherStatementUses_IsNotTakenAway()
    {
        await april.PostLineAsync("IWC", "BOTH-MONTHS", -30m);
        await april.SendBalancesAsync();
        await AprilHost.PostAsync(april.Iwc, AprilInBothLedgers.Reconciliation);
        await AprilHost.PostAsync(april.Iwc, $"{AprilInBothLedgers.Decisions}/splits", new
        {
            line = new { docRef = "BOTH-MONTHS", lineNo = 1 }, partsGbp = new[] { -10m, -20m }, reason = Why
        });
        var split = await april.Host.ReadAsync(db => db.Set<MatchedLedgerLine>().SingleAsync(line => line.DocRef == "BOTH-MONTHS"));
        (split.Part, split.StatementLine).ShouldBe((0, null));

        // Another month's statement, as far as the table knows.
        (await RefusalAsync(db => UseAsync(db, "BOTH-MONTHS", 2, "ST2324P02-001", "ST-2023-24-P02", "IWC"))).ShouldBeNull();

        (await RefusalAsync(db => db.Database.ExecuteSqlAsync(
            $"DELETE FROM matched_ledger_lines WHERE doc_ref = 'BOTH-MONTHS' AND part = 0"))).ShouldBe(PostgresErrorCodes.ForeignKeyViolation);
        await AprilHost.PostAsync(april.Iwc, AprilInBothLedgers.Reconciliation);
        (await RefusalAsync(db => UseAsync(db, "BOTH-MONTHS", 0, "ST2324P02-001", "ST-2023-24-P02", "IWC")))
            .ShouldBe(PostgresErrorCodes.UniqueViolation);
    }

    // Null when it stands at commit.
    private async Task<string?> RefusalAsync(Func<RechargingDb, Task> work)
    {
        try
        {
            await april.Host.ReadAsync(async db =>
            {
                await using var transaction = await db.Database.BeginTransactionAsync();
                await work(db);
                await transaction.CommitAsync();
                return true;
            });
            return null;
        }
        catch (PostgresException refused)
        {
            return refused.SqlState;
        }
    }

    private static Task<int> UseAsync(
        RechargingDb db, string document, int part, string? statementLine, string statement = AprilHost.Statement, string council = "HCC") =>
        db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO matched_ledger_lines
                (council, source_system, entity, doc_ref, line_no, part, parties, statement_number, version, statement_line, rule)
            VALUES ({council}, 'SAP', '1000', {document}, 1, {part}, ARRAY['HCC', 'IWC'], {statement}, 1, {statementLine},
                {(statementLine is null ? null : "Decided")})
            """);
}
