using System.Text.Json;
using Governance.Contracts;

namespace SchoolSupport.Tests;

/// <summary>States by name, reached through the same doors as officers use.</summary>
internal static class Given
{
    public const string Adviser = "First school adviser, HCC";
    public const string Carisbrooke = "136012";
    public const string Cowes = "140845";

    public static AgreementInForce InForce(string reference, string provider = "HCC", string recipient = "IWC", DateOnly? lastDay = null) => new()
    {
        AgreementReference = reference,
        Title = "Strategic partnership",
        Provider = provider,
        Recipient = recipient,
        FirstDay = new DateOnly(2018, 7, 1),
        LastDay = lastDay ?? new DateOnly(2023, 6, 30),
        LegalBasis = "Local Government Act 1972, section 113",
        DecisionReferences = ["D-2018-0301-HCC", "D-2018-0302-IWC"],
        OccurredAt = new DateTimeOffset(2018, 6, 1, 9, 0, 0, TimeSpan.Zero),
    };

    /// <summary>What an officer would send for Carisbrooke, paid by the island's council.</summary>
    public static Dictionary<string, object?> Proposal(string urn = Carisbrooke, string funder = "council", string? adviser = null)
    {
        var body = new Dictionary<string, object?>
        {
            ["agreementReference"] = "SP-2018",
            ["urn"] = urn,
            ["service"] = "school-improvement",
            ["days"] = 3m,
            ["funder"] = funder,
            ["firstDay"] = "2023-04-17",
            ["lastDay"] = "2023-06-30",
            ["adviser"] = adviser ?? Adviser,
            ["purpose"] = "Raise attainment in mathematics.",
            ["conflictDeclaration"] = new { hasConflict = false, statement = "No governor, relative or former post there." },
        };
        return funder == "council" ? body.With("fundingCouncil", "IWC") : body;
    }

    public static Dictionary<string, object?> With(this Dictionary<string, object?> body, string field, object? value)
    {
        body[field] = value;
        return body;
    }

    public static async Task<string> AProposedCommissionAsync(this SchoolSupportHost host, Dictionary<string, object?>? proposal = null) =>
        (await host.HampshireManager.PostAsJsonAsync($"{SchoolSupportHost.Api}/commissions", proposal ?? Proposal())
            .ShouldBeAsync(HttpStatusCode.Created)).Text("reference");

    public static async Task<string> AnAgreedCommissionAsync(this SchoolSupportHost host, Dictionary<string, object?>? proposal = null)
    {
        var reference = await host.AProposedCommissionAsync(proposal);
        await host.AcceptAsync(reference, "school").ShouldBeAsync(HttpStatusCode.OK);
        await host.AcceptAsync(reference, "funder", host.IslandBudgetHolder).ShouldBeAsync(HttpStatusCode.OK);
        return reference;
    }

    /// <summary>An agreed commission whose adviser is nobody else's, with a visit of a day on Wednesday 19 April.</summary>
    public static async Task<(string Reference, string Visit)> AVisitAsync(this SchoolSupportHost host)
    {
        var adviser = AnAdviser();
        var reference = await host.AnAgreedCommissionAsync(Proposal(adviser: adviser));
        var visit = await host.LogAsync(reference, adviser, "2023-04-19", 1m).ShouldBeAsync(HttpStatusCode.Created);
        return (reference, visit.Text("reference"));
    }

    public static string AnAdviser() => $"Adviser {Guid.NewGuid():N}";

    public static string ANote() => Convert.ToHexStringLower(Guid.NewGuid().ToByteArray()) + Convert.ToHexStringLower(Guid.NewGuid().ToByteArray());

    public static Task<HttpResponseMessage> AcceptAsync(
        this SchoolSupportHost host, string reference, string party, HttpClient? client = null) =>
        (client ?? host.HampshireManager).PostAsJsonAsync(
            $"{SchoolSupportHost.Api}/commissions/{reference}/acceptance", new { party, acceptedBy = "Headteacher and governors" });

    public static Task<HttpResponseMessage> DeclareAsync(
        this SchoolSupportHost host, string reference, string adviser, bool hasConflict = false, HttpClient? client = null) =>
        (client ?? host.HampshireAdviser).PostAsJsonAsync(
            $"{SchoolSupportHost.Api}/commissions/{reference}/declarations",
            new { adviser, conflictDeclaration = new { hasConflict, statement = "Asked about governors and relatives." } });

    public static Task<HttpResponseMessage> LogAsync(
        this SchoolSupportHost host, string reference, string adviser, string day, decimal days, HttpClient? client = null) =>
        (client ?? host.HampshireAdviser).PostAsJsonAsync(
            $"{SchoolSupportHost.Api}/commissions/{reference}/visits",
            new { day, days, adviser, purpose = "Lesson visits and work scrutiny." });

    public static Task<HttpResponseMessage> EvidenceAsync(
        this SchoolSupportHost host, string reference, string visit, string? note = null, HttpClient? client = null) =>
        (client ?? host.HampshireAdviser).PostAsJsonAsync(
            $"{SchoolSupportHost.Api}/commissions/{reference}/visits/{visit}/evidence", new { noteSha256 = note ?? ANote() });

    public static Task<HttpResponseMessage> MoveAsync(
        this SchoolSupportHost host, string reference, string action, object body, HttpClient? client = null) =>
        (client ?? host.HampshireManager).PostAsJsonAsync($"{SchoolSupportHost.Api}/commissions/{reference}/{action}", body);

    public static Task<JsonElement> CommissionAsync(this SchoolSupportHost host, string reference) =>
        host.HampshireManager.GetAsync($"{SchoolSupportHost.Api}/commissions/{reference}").ShouldBeAsync(HttpStatusCode.OK);
}
