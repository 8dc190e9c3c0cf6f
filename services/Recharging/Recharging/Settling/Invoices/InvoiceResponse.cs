using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Values;

namespace Recharging.Settling;

/// <summary>What the council that buys said of an invoice, by Peppol's Invoice Response. Added, never changed: the latest counts.</summary>
public sealed class InvoiceResponse
{
    public long Id { get; private set; }

    public required Guid InvoiceId { get; init; }

    /// <summary>The council that answers: the buyer.</summary>
    public required string Council { get; init; }

    public required string[] Parties { get; init; }

    /// <summary>The buyer's own identifier of its message: the same one twice is a duplicate.</summary>
    public required string ResponseId { get; init; }

    /// <summary>One of <see cref="ResponseStatuses"/>.</summary>
    public required string Status { get; init; }

    public required DateOnly? EffectiveOn { get; init; }

    public required string[] Reasons { get; init; }

    /// <summary>What has to be otherwise, such as <c>BT-9 = 2023-07-01</c>: an element of the invoice and its value.</summary>
    public string[] Conditions { get; init; } = [];

    public required string? Text { get; init; }

    public required string ReceivedFrom { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<InvoiceResponse>
    {
        public void Configure(EntityTypeBuilder<InvoiceResponse> responses)
        {
            responses.ToTable("invoice_responses").HasKey(response => response.Id);
            responses.HasOne<Invoice>().WithMany().HasForeignKey(response => response.InvoiceId).OnDelete(DeleteBehavior.Restrict);
            responses.HasIndex(response => new { response.Council, response.ResponseId }).IsUnique();
        }
    }
}

/// <summary>The seven statuses in their fixed order, and what may follow what.</summary>
public static class ResponseStatuses
{
    public const string UnderQuery = "UQ";
    public const string ConditionallyAccepted = "CA";
    public const string Rejected = "RE";
    public const string Paid = "PD";
    public const string PartlyPaid = "PPD";

    /// <summary>Acknowledged, in process, under query, conditionally accepted, rejected, accepted, paid.</summary>
    public static readonly IReadOnlyList<string> InOrder = ["AB", "IP", UnderQuery, ConditionallyAccepted, Rejected, "AP", Paid];

    /// <summary>Codes of the list OPStatusReason.</summary>
    public static readonly IReadOnlyList<string> Reasons =
        ["NON", "REF", "LEG", "REC", "QUA", "DEL", "PRI", "QTY", "ITM", "PAY", "UNR", "FIN", PartlyPaid, "OTH"];

    /// <summary>Codes of the list OPStatusAction.</summary>
    public static readonly IReadOnlyList<string> Actions = ["NOA", "PIN", "NIN", "CNF", "CNP", "CNA", "OTH"];

    /// <summary>An officer of the council that sells has to answer.</summary>
    public const string Open = "open";

    public const string Answered = "answered";

    /// <summary>Whether the latest response waits for an officer's answer, or has it; null where it asks for none.</summary>
    public static string? ToAnswer(InvoiceResponse? latest, IEnumerable<InvoiceAnswer> answers) =>
        latest?.Status is not (UnderQuery or Rejected) ? null : answers.Any(answer => answer.ResponseId == latest.Id) ? Answered : Open;

    /// <summary>Any status may come first and any may be left out; none goes back. A query and a part payment may come again.</summary>
    public static Refusal? WhyNotAfter(InvoiceResponse? latest, string status)
    {
        if (latest is null)
        {
            return null;
        }

        var isPartlyPaid = latest.Status == Paid && latest.Reasons.Contains(PartlyPaid);
        if (latest.Status == Rejected || (latest.Status == Paid && !isPartlyPaid))
        {
            return new Refusal("response-final", $"The last response was {latest.Status}, which is final. Speak to the seller instead.");
        }

        var mayRepeat = latest.Status == UnderQuery || isPartlyPaid;
        var (before, now) = (Rank(latest.Status), Rank(status));
        return now > before || (now == before && mayRepeat)
            ? null
            : new Refusal("response-order", $"{status} can't follow {latest.Status}. The order is {string.Join(", ", InOrder)}.");
    }

    private static int Rank(string status) => InOrder.Index().First(known => known.Item == status).Index;
}
