using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Recharging.Engine.Lines;
using Values;

namespace Recharging.Agreeing;

/// <summary>Where a dispute stands.</summary>
public enum DisputeState
{
    /// <summary>The council that pays has said what is wrong.</summary>
    Raised,

    /// <summary>The council that is owed has seen it.</summary>
    Acknowledged,

    /// <summary>It looks into it, or has answered and waits for the council that pays.</summary>
    UnderReview,

    /// <summary>The joint operational board has it on its agenda.</summary>
    Escalated,

    /// <summary>The charge stands: both councils agree, and what was held is payable.</summary>
    ResolvedAgreed,

    /// <summary>Some or all goes back: a credit comes with the next run.</summary>
    ResolvedCredit,

    /// <summary>What was held is in the ledgers, or the credit is on a statement.</summary>
    Closed,
}

/// <summary>
/// One disputed line: who must answer, by when, and what came of it. It always has an owner and due days; the database holds that too.
/// </summary>
public sealed class Dispute
{
    /// <summary>For example <c>DP2324P01-005</c>, of line <c>ST2324P01-005</c>.</summary>
    public required string Reference { get; init; }

    public required string LineReference { get; init; }

    public required string StatementNumber { get; init; }

    public required string[] Parties { get; init; }

    public required string AgreementReference { get; init; }

    /// <summary>The council that is owed, which must answer.</summary>
    public required string Payee { get; init; }

    /// <summary>The council that pays, which raised it.</summary>
    public required string Payer { get; init; }

    /// <summary>A coded reason, one of <see cref="DisputeReasons"/>.</summary>
    public required string Reason { get; set; }

    /// <summary>How much of the line, before VAT.</summary>
    public required Money Amount { get; set; }

    /// <summary>What the council that pays thinks right for the whole line.</summary>
    public required Money? Proposed { get; set; }

    public required string Explanation { get; set; }

    public required string RaisedBy { get; init; }

    public required DateOnly RaisedOn { get; init; }

    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>The officer of the council that is owed who has to answer, or its finance office.</summary>
    public required string Owner { get; set; }

    /// <summary>The owner's sign-in at that council, where it is known.</summary>
    public required string? OwnerSignIn { get; set; }

    /// <summary>The last day to acknowledge; included.</summary>
    public required DateOnly AcknowledgeBy { get; init; }

    /// <summary>The last day to resolve; included.</summary>
    public required DateOnly ResolveBy { get; init; }

    /// <summary>Where the two numbers of working days come from.</summary>
    public required string ClockBasis { get; init; }

    public DisputeState State { get; private set; } = DisputeState.Raised;

    public DateOnly? AcknowledgedOn { get; private set; }

    /// <summary>What the council that is owed would give back; null before it has answered.</summary>
    public Money? Offered { get; private set; }

    public string? Answer { get; private set; }

    /// <summary>What is given back of the disputed amount, before VAT; null before both councils agree.</summary>
    public Money? Accepted { get; private set; }

    public DateOnly? ResolvedOn { get; private set; }

    public DateOnly? EscalatedOn { get; private set; }

    public string? EscalatedBecause { get; private set; }

    public DateOnly? ClosedOn { get; private set; }

    /// <summary>The statement that credited it, or whose settlement took what was held.</summary>
    public string? ClosedBy { get; private set; }

    public bool IsResolved => State is DisputeState.ResolvedAgreed or DisputeState.ResolvedCredit or DisputeState.Closed;

    /// <summary>Nobody has answered it yet, nor taken it to the board.</summary>
    public bool CanBeAmended => !IsResolved && State is not DisputeState.Escalated && Offered is null;

    public static string ReferenceOf(string lineReference) => $"DP{lineReference.AsSpan(2)}";

    /// <summary>As officers read it: <c>under_review</c>.</summary>
    public static string Named(DisputeState state) => state switch
    {
        DisputeState.UnderReview => "under_review",
        DisputeState.ResolvedAgreed => "resolved_agreed",
        DisputeState.ResolvedCredit => "resolved_credit",
        _ => state.ToString().ToLowerInvariant(),
    };

    /// <summary>The council that pays says otherwise what is wrong, as long as nobody has answered.</summary>
    public Refusal? Amend(DisputedPart part)
    {
        if (!CanBeAmended)
        {
            return new Refusal("dispute-answered", $"{Reference} is {Standing}: what it is about can't be changed any more.");
        }

        (Reason, Amount, Proposed, Explanation) = (part.Reason, part.Amount, part.Proposed, part.Explanation);
        return null;
    }

    /// <summary>The council that is owed has seen it. Who says so owns it from then on.</summary>
    public Refusal? Acknowledge(DisputeOwner officer, DateOnly today)
    {
        if (State is not DisputeState.Raised)
        {
            return new Refusal("dispute-acknowledged", $"{Reference} is {Standing} already.");
        }

        (State, AcknowledgedOn, Owner, OwnerSignIn) = (DisputeState.Acknowledged, today, officer.Name, officer.SignIn);
        return null;
    }

    public Refusal? Review(DateOnly today)
    {
        if (State is not (DisputeState.Raised or DisputeState.Acknowledged))
        {
            return new Refusal("dispute-in-review", $"{Reference} is {Standing} already.");
        }

        (State, AcknowledgedOn) = (DisputeState.UnderReview, AcknowledgedOn ?? today);
        return null;
    }

    /// <summary>Another officer of the council that is owed has to answer from now on.</summary>
    public Refusal? HandOver(DisputeOwner officer)
    {
        if (IsResolved)
        {
            return Over();
        }

        (Owner, OwnerSignIn) = (officer.Name, officer.SignIn);
        return null;
    }

    /// <summary>The council that pays agrees the line after all.</summary>
    public Refusal? Drop(DateOnly today)
    {
        if (IsResolved)
        {
            return Over();
        }

        (State, Accepted, ResolvedOn) = (DisputeState.ResolvedAgreed, Money.Zero, today);
        return null;
    }

    /// <summary>The council that is owed answers: all of it is given back at once, less waits for the council that pays.</summary>
    public Refusal? Resolve(Money accepted, string answer, DateOnly today)
    {
        if (IsResolved)
        {
            return Over();
        }

        if (accepted.IsNegative || accepted > Amount)
        {
            return new Refusal("accepted-amount", $"Accept from nothing to the {Amount} that {Reference} is about.");
        }

        (Offered, Answer, AcknowledgedOn) = (accepted, answer, AcknowledgedOn ?? today);
        if (accepted == Amount)
        {
            (State, Accepted, ResolvedOn) = (DisputeState.ResolvedCredit, accepted, today);
        }
        else if (State is not DisputeState.Escalated)
        {
            State = DisputeState.UnderReview;
        }

        return null;
    }

    /// <summary>The council that pays agrees to what the other answered: what is not given back is payable.</summary>
    public Refusal? Confirm(DateOnly today)
    {
        if (IsResolved)
        {
            return Over();
        }

        if (Offered is not { } offered)
        {
            return new Refusal("dispute-unanswered", $"{Payee} has not answered {Reference} yet: there is nothing to confirm.");
        }

        (State, Accepted, ResolvedOn) =
            (offered == Money.Zero ? DisputeState.ResolvedAgreed : DisputeState.ResolvedCredit, offered, today);
        return null;
    }

    /// <summary>It becomes the joint board's. Both councils may still resolve it.</summary>
    public Refusal? Escalate(string because, DateOnly today)
    {
        if (IsResolved || State is DisputeState.Escalated)
        {
            return new Refusal("dispute-escalated", $"{Reference} is {Standing} already.");
        }

        (State, EscalatedBecause, EscalatedOn) = (DisputeState.Escalated, because, today);
        return null;
    }

    /// <summary>The last word of it is in the ledgers or on a statement.</summary>
    public Refusal? Close(string statement, DateOnly today)
    {
        if (State is not (DisputeState.ResolvedAgreed or DisputeState.ResolvedCredit))
        {
            return new Refusal("dispute-unresolved", $"Only a resolved dispute is closed. {Reference} is {Standing}.");
        }

        (State, ClosedBy, ClosedOn) = (DisputeState.Closed, statement, today);
        return null;
    }

    private string Standing => Named(State).Replace('_', ' ');

    private Refusal Over() => new("dispute-resolved", $"{Reference} is {Standing}: there is nothing left to say of it.");

    internal sealed class Table : IEntityTypeConfiguration<Dispute>
    {
        public void Configure(EntityTypeBuilder<Dispute> disputes)
        {
            disputes.ToTable("disputes", table =>
            {
                table.HasCheckConstraint("reference_is_short", "reference ~ '^DP[0-9A-Z-]{5,14}$'");
                table.HasCheckConstraint("has_an_owner", "length(trim(owner)) > 0");
                table.HasCheckConstraint("owner_signs_in", "length(trim(owner_sign_in)) > 0");
                table.HasCheckConstraint("due_in_order", "raised_on <= acknowledge_by AND acknowledge_by <= resolve_by");
                table.HasCheckConstraint("about_something", "amount_pence > 0 AND length(trim(explanation)) > 0");
                table.HasCheckConstraint("raised_by_the_payer", "payee <> payer AND payee = ANY (parties) AND payer = ANY (parties)");
                table.HasCheckConstraint("resolved_says_what",
                    "(state IN ('ResolvedAgreed', 'ResolvedCredit', 'Closed')) = (accepted_pence IS NOT NULL) AND accepted_pence >= 0");
                table.HasCheckConstraint("escalated_says_why", "state <> 'Escalated' OR escalated_because IS NOT NULL");
            }).HasKey(dispute => dispute.Reference);
            disputes.HasOne<StatementLine>().WithMany().HasForeignKey(dispute => dispute.LineReference).OnDelete(DeleteBehavior.Restrict);
            disputes.HasIndex(dispute => dispute.LineReference).IsUnique();
            disputes.HasIndex(dispute => dispute.StatementNumber);
            disputes.HasIndex(dispute => dispute.State);
            disputes.Property(dispute => dispute.State).HasConversion<string>();
            disputes.Property<uint>("RowVersion").IsRowVersion();
        }
    }
}
