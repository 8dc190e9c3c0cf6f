using Microsoft.EntityFrameworkCore;

namespace Recharging.Charging;

/// <summary>How far an issued run has come. Read from its lines, journals and period, never stored.</summary>
public enum RunStage
{
    /// <summary>Some lines wait for the council that pays them.</summary>
    Issued,

    /// <summary>A line is disputed, in part or whole.</summary>
    Queried,

    /// <summary>Every line that costs something is agreed.</summary>
    Agreed,

    /// <summary>What is agreed has gone to both ledgers.</summary>
    Settled,

    /// <summary>Both ledgers have posted it.</summary>
    Posted,

    /// <summary>Its period is closed.</summary>
    Closed,
}

/// <summary>Reads how far issued runs have come.</summary>
public static class RunStages
{
    /// <summary>Of all that holds the stage that is furthest.</summary>
    public static RunStage Of(bool closed, bool settled, bool posted, bool disputed, bool unseen) =>
        closed ? RunStage.Closed
        : settled ? (posted ? RunStage.Posted : RunStage.Settled)
        : disputed ? RunStage.Queried
        : unseen ? RunStage.Issued
        : RunStage.Agreed;

    /// <summary>By statement. Call as the worker: each council's journals are its own.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> StagesAsync(
        this RechargingDb db, IEnumerable<string?> statements, CancellationToken cancellationToken)
    {
        var numbers = statements.OfType<string>().ToArray();
        var standings = await db.Database.SqlQuery<Standing>($"""
            WITH last_mark AS (
                SELECT DISTINCT ON (line_reference) statement_number, state FROM line_marks
                WHERE statement_number = ANY ({numbers}) ORDER BY line_reference, revision DESC),
            last_entry AS (
                SELECT DISTINCT ON (statement_number) statement_number, is_closed FROM period_entries
                WHERE statement_number = ANY ({numbers}) ORDER BY statement_number, sequence DESC)
            SELECT statement.number AS "Number", coalesce(last_entry.is_closed, false) AS "Closed",
                statement.state = 'Settled' AS "Settled",
                NOT EXISTS (SELECT FROM journals journal
                    WHERE journal.statement_number = statement.number AND journal.state NOT IN ('Posted', 'Reversed')) AS "Posted",
                EXISTS (SELECT FROM last_mark
                    WHERE last_mark.statement_number = statement.number AND last_mark.state LIKE '%Disputed') AS "Disputed",
                statement.state = 'Issued' AS "Unseen"
            FROM statements statement
            LEFT JOIN last_entry ON last_entry.statement_number = statement.number
            WHERE statement.number = ANY ({numbers})
            """).ToListAsync(cancellationToken);
        return standings.ToDictionary(
            standing => standing.Number,
            standing => Of(standing.Closed, standing.Settled, standing.Posted, standing.Disputed, standing.Unseen).ToString()
                .ToLowerInvariant(),
            StringComparer.Ordinal);
    }

    private sealed record Standing(string Number, bool Closed, bool Settled, bool Posted, bool Disputed, bool Unseen);
}
