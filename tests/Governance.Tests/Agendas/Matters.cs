using System.Text.Json.Nodes;
using Recharging.Contracts;

namespace Governance.Tests.Agendas;

/// <summary>Disputes between the councils, as Recharging tells of them, and the boards that answer them.</summary>
internal static class Matters
{
    private static int lastAgreement;

    public static string Placement(DisputeEscalated dispute) => $"agenda-items/{dispute.DisputeReference}/placement";

    public static object OnTheAgendaOf(string board) => new { body = board, reason = "It oversees the agreement" };

    public static DisputeResolved Resolved(DisputeEscalated dispute, decimal accepted) => new()
    {
        DisputeReference = dispute.DisputeReference,
        StatementNumber = dispute.StatementNumber,
        LineReference = dispute.LineReference,
        Outcome = accepted == 0 ? "resolved_agreed" : "resolved_credit",
        DisputedGbp = dispute.DisputedGbp,
        AcceptedGbp = accepted,
        OccurredAt = new DateTimeOffset(2023, 5, 12, 9, 0, 0, TimeSpan.FromHours(1))
    };

    public static string Text(JsonNode of, string name) => of[name]!.GetValue<string>();

    public static async Task<JsonArray> AgendaAsync(this GovernanceHost governance, string council, string board) =>
        (await governance.GetAsync(council, $"bodies/{board}/agenda"))["items"]!.AsArray();

    public static async Task<JsonNode?> UnplacedAsync(this GovernanceHost governance, string council, DisputeEscalated dispute) =>
        (await governance.GetAsync(council, "agenda-items/unplaced"))["items"]!.AsArray()
            .SingleOrDefault(item => Text(item!, "matter") == dispute.DisputeReference);

    public static async Task<string> ABoardAsync(this GovernanceHost governance)
    {
        var code = $"BOARD-{governance.Number()}";
        await governance.PostAsync(
            "IWC", "bodies", new { code, name = "A joint board", kind = "jointBoard", provenance = GovernanceHost.Provenance });
        return code;
    }

    /// <summary>An agreement of one day that has passed and no other test's agreement touches, whose settlement clause names the board.</summary>
    public static async Task<string> AnAgreementUnderABoardAsync(this GovernanceHost governance, string board)
    {
        var day = Day.Of("2023-01-20").AddDays(Interlocked.Increment(ref lastAgreement));
        var term = new GovernanceHost.Term($"AG-{governance.Number()}", day, day);
        await governance.PostAsync("HCC", "agreements", GovernanceHost.Agreement(term));
        await governance.PostAsync("HCC", $"agreements/{term.Reference}/clauses", Clause(term, board));
        foreach (var council in new[] { "HCC", "IWC" })
        {
            await governance.PostAsync(
                council, $"agreements/{term.Reference}/approvals", new { decisionReference = await governance.ADecisionAsync(council) });
            await governance.PostAsync(council, $"agreements/{term.Reference}/clauses/C1/agreements", new { });
        }

        return term.Reference;
    }

    public static object Clause(GovernanceHost.Term term, string board) => new
    {
        reference = $"{term.Reference}/C1",
        kind = "settlement",
        effectiveFrom = term.FirstDay,
        parameters = PlacementTests.Settlement(board),
        provenance = GovernanceHost.Provenance
    };

    public static DisputeEscalated Escalated(this GovernanceHost governance, string agreement) => new()
    {
        DisputeReference = $"DP2324P01-{governance.Number()}",
        StatementNumber = "ST2324P01",
        LineReference = "ST2324P01-005",
        AgreementReference = agreement,
        Payee = "HCC",
        Payer = "IWC",
        Reason = "rate",
        DisputedGbp = 1250.50m,
        ProposedGbp = null,
        Explanation = "The rate of last year was taken",
        Owner = "HCC finance officer",
        RaisedOn = Day.Of("2023-04-24"),
        Cause = "resolution",
        Because = "Its resolution was due by 8 May 2023.",
        OccurredAt = new DateTimeOffset(2023, 5, 9, 9, 0, 0, TimeSpan.FromHours(1))
    };

    public static LineDisputed Raised(DisputeEscalated dispute) => new()
    {
        StatementNumber = dispute.StatementNumber,
        LineReference = dispute.LineReference,
        DisputedBy = dispute.Payer,
        Reason = dispute.Reason,
        DisputedGbp = dispute.DisputedGbp,
        ProposedGbp = dispute.ProposedGbp,
        OccurredAt = dispute.OccurredAt
    };
}
