using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Recharging.Reconciling;

/// <summary>A quarter's agreement of balances: all that both councils see and sign. Alike for both, from the same facts the same to the
/// letter.</summary>
/// <param name="NotSent">Councils whose ERP has not sent the balances of the last period.</param>
/// <param name="NotReconciled">Statements of the quarter that nobody has reconciled: their differences have no reason yet.</param>
/// <param name="Alarms">What the last month's reconciliation could not explain.</param>
public sealed record PackContent(
    string Quarter,
    DateOnly LastDay,
    IReadOnlyList<string> Councils,
    int TermsVersion,
    BalanceTermsContent Terms,
    IReadOnlyList<DatedMilestone> Timetable,
    IReadOnlyList<PackContent.Account> Accounts,
    IReadOnlyList<PackContent.Side> Sides,
    IReadOnlyList<PackItem> Items,
    decimal DifferenceGbp,
    decimal ExplainedGbp,
    decimal RemainsGbp,
    IReadOnlyList<PackContent.Entry> Log,
    IReadOnlyList<string> NotSent,
    IReadOnlyList<string> NotReconciled,
    IReadOnlyList<string> Alarms)
{
    /// <summary>Debit positive.</summary>
    public sealed record Account(string Council, string Code, decimal ClosingGbp);

    /// <param name="State"><c>notNeeded</c> below the thresholds, <c>toSend</c>, <c>toAnswer</c>, <c>agreed</c>, <c>notAgreed</c>, or
    /// <c>changed</c> when the figures are not those of the last statement any more.</param>
    public sealed record Side(PackSide Figures, bool MustSend, bool MustAgree, string State, int StatementVersion, DateOnly? AnswerBy);

    /// <summary>One word of a council in the log of statements and answers.</summary>
    public sealed record Entry(DateTimeOffset At, string Council, string By, string What, string Receivable, int StatementVersion,
        decimal BalanceGbp, decimal IncomeGbp, bool IsLate, string? Remark, IReadOnlyList<Mismatch> Mismatches);

    /// <summary>Both sides are agreed or need no agreement.</summary>
    public bool IsAgreed => Sides.All(side => side.State is "agreed" or "notNeeded");

    /// <summary>What remains is known: without one council's balances there is nothing to compare.</summary>
    [JsonIgnore]
    public bool HasBothBalances => NotSent.Count == 0;

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public static PackContent Of(string json) => JsonSerializer.Deserialize<PackContent>(json, JsonSerializerOptions.Web)!;

    public static string Sha256Of(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
}
