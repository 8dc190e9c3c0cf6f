using Demonstration.Story;

namespace Demonstration;

/// <summary>The story as told to one system, and what came of it.</summary>
internal sealed record Telling(Cast Cast, Office Hampshire, Office IsleOfWight, Services Services, string Statement)
{
    /// <summary>Tells the story, unless the system knows it already, and shows the month that comes of it.</summary>
    public static async Task<Telling> ToAsync(HttpClient gateway, Uri identity, TextWriter paper)
    {
        var cast = new Cast(gateway, new SignIn(identity));
        var hampshire = await cast.OfficeAsync("HCC");
        var isleOfWight = await cast.OfficeAsync("IWC");
        var services = new Services(hampshire.Finance, hampshire.Operator);
        var statement = await services.AreEmptyAsync()
            ? await new Tale(cast, hampshire, isleOfWight, services).TellAsync(chapter => paper.WriteLine($"  · {chapter}"))
            : await services.FirstStatementAsync();

        new Printout(paper).Month(await services.StatementAsync(statement), await services.ReconciliationAsync(statement));
        return new Telling(cast, hampshire, isleOfWight, services, statement);
    }

    /// <summary>Goes on from April's statement to the first month of the buy-back.</summary>
    public async Task<YearTold> TellYearAsync(TextWriter paper)
    {
        var story = new Year(Cast, Hampshire, IsleOfWight, Services, chapter => paper.WriteLine($"  · {chapter}"));
        var year = await story.TellAsync(Statement);
        new YearPrintout(paper).Year(year);
        return year;
    }
}
