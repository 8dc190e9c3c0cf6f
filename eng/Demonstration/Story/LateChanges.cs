using System.Text.Json.Nodes;

namespace Demonstration.Story;

/// <summary>What became known after its month was charged, and a day that may not be charged at all.</summary>
internal sealed class LateChanges(Cast cast, Services services)
{
    private const string PausedCommission = "COM-2023-0002";
    private const string VisitInThePause = "V-2023-0006";

    /// <summary>Secondee D comes back for a second term from 22 May on.</summary>
    public async Task AgreeSecondTermAsync()
    {
        await services.SetBusinessDayAsync(new DateOnly(2023, 5, 16));
        await new Lending(cast).AgreeAsync(await SecondTermAsync());
    }

    /// <summary>Three weeks late, and after May's statement.</summary>
    public async Task StartSecondTermAsync()
    {
        await services.SetBusinessDayAsync(new DateOnly(2023, 6, 12));
        await new Lending(cast).StartAsync(await SecondTermAsync(), Secondees.SecondTermOfD);
    }

    /// <exception cref="InvalidOperationException">A visit during the pause could be evidenced, so it would be charged.</exception>
    public async Task AskForThePausedDayAsync()
    {
        var adviser = await cast.NamedAsync("HCC adviser2");
        var (status, answer) = await adviser.TryPostAsync(
            $"school-support/v1/commissions/{PausedCommission}/visits/{VisitInThePause}/evidence",
            new { noteSha256 = new string('0', 64) },
            "note-of-a-paused-day");
        if (status != 409)
        {
            throw new InvalidOperationException($"A visit during the pause was answered {status}: {answer?.ToJsonString()}");
        }
    }

    /// <summary>In July both councils find that Hampshire's share of secondee E was 75 per cent from May on.</summary>
    public async Task CorrectShareAsync()
    {
        await services.SetBusinessDayAsync(new DateOnly(2023, 7, 12));
        await cast.BothAskAsync($"secondments/v1/secondments/{Secondees.E}/variation",
            new { effectiveFrom = "2023-05-01", hostSharePercent = 75, reason = "A quarter of the week is the Isle of Wight's from May on." });
    }

    private static async Task<JsonNode> SecondTermAsync() =>
        (await DataFiles.ReadJsonAsync("secondments/second-term.json"))[0]!;
}
