using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Recharging.Engine.Facts;
using Values;

namespace Recharging.Charging;

/// <summary>Where a late driver return stands.</summary>
public enum DriverProposalState
{
    /// <summary>Nothing is charged by it.</summary>
    Pending,

    /// <summary>Its rows are facts; the next run posts the differences.</summary>
    Accepted,

    /// <summary>Nothing will be charged by it.</summary>
    Rejected,
}

/// <summary>Drivers of somebody else than the council that loaded them, or for months whose statement is out: they change nothing until an
/// approver of the other council accepts them.</summary>
public sealed class DriverProposal
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required string AgreementReference { get; init; }

    public required string[] Parties { get; init; }

    /// <summary>The council that loaded the return.</summary>
    public required string Council { get; init; }

    public required string LoadedBy { get; init; }

    public required string LoadedByName { get; init; }

    public required DateTimeOffset LoadedAt { get; init; }

    public required DriverMeasured[] Rows { get; init; }

    /// <summary>What the rows would have changed by all that was known when they were loaded.</summary>
    public required WouldBeDelta[] WouldBe { get; init; }

    /// <summary>The number that this was worked out at.</summary>
    public required long FactNumber { get; init; }

    public DriverProposalDecision? Decision { get; private set; }

    public DriverProposalState State => Decision switch
    {
        null => DriverProposalState.Pending,
        { IsAccepted: true } => DriverProposalState.Accepted,
        _ => DriverProposalState.Rejected,
    };

    /// <summary>An approver of the other council accepts it once for all; of either council, not the officer who loaded it, rejects it.</summary>
    public Refusal? Decide(bool isAccepted, string? reason, KeyHolder by, string officerName, DateTimeOffset now)
    {
        if (State is not DriverProposalState.Pending)
        {
            return new Refusal("already-decided", $"{Decision!.DecidedByName} of {Decision.Council} has decided this return already.");
        }

        if (by.Is(Council, LoadedBy))
        {
            return new Refusal("loader-decides", "The officer who loaded a return can't decide on it. Ask the other council.");
        }

        if (isAccepted && by.Council == Council)
        {
            return new Refusal("own-council-decides", $"{Council} loaded this return: the other council's S151 delegate accepts it.");
        }

        Decision = new DriverProposalDecision
        {
            ProposalId = Id, Parties = Parties, Council = by.Council, DecidedBy = by.SignIn, DecidedByName = officerName, DecidedAt = now,
            IsAccepted = isAccepted, Reason = reason,
        };
        return null;
    }

    internal sealed class Table : IEntityTypeConfiguration<DriverProposal>
    {
        public void Configure(EntityTypeBuilder<DriverProposal> proposals)
        {
            proposals.ToTable("driver_proposals").HasKey(proposal => proposal.Id);
            proposals.Ignore(proposal => proposal.State);
            proposals.Property(proposal => proposal.Rows).HasColumnType("json").HasConversion(
                rows => JsonSerializer.Serialize(rows, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<DriverMeasured[]>(json, JsonSerializerOptions.Web)!,
                new ValueComparer<DriverMeasured[]>(favorStructuralComparisons: false));
            proposals.Property(proposal => proposal.WouldBe).HasColumnType("json").HasConversion(
                deltas => JsonSerializer.Serialize(deltas, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<WouldBeDelta[]>(json, JsonSerializerOptions.Web)!,
                new ValueComparer<WouldBeDelta[]>(favorStructuralComparisons: false));
            proposals.HasOne(proposal => proposal.Decision).WithOne()
                .HasForeignKey<DriverProposalDecision>(decision => decision.ProposalId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>What became of a late return, and why. Never changed.</summary>
public sealed class DriverProposalDecision
{
    public required Guid ProposalId { get; init; }

    public required string[] Parties { get; init; }

    public required string Council { get; init; }

    public required string DecidedBy { get; init; }

    public required string DecidedByName { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    public required bool IsAccepted { get; init; }

    public required string? Reason { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<DriverProposalDecision>
    {
        public void Configure(EntityTypeBuilder<DriverProposalDecision> decisions) =>
            decisions.ToTable("driver_proposal_decisions", table =>
                    table.HasCheckConstraint("rejection_has_reason", "is_accepted OR reason IS NOT NULL"))
                .HasKey(decision => decision.ProposalId);
    }
}

/// <summary>What a late return would change on a line's subject in a month; nothing of it is posted.</summary>
public sealed record WouldBeDelta(string Subject, string Description, string ServicePeriod, string Payee, string Payer, decimal DeltaGbp);

/// <summary>A late return as both councils see it.</summary>
public sealed record DriverProposalView(
    Guid Id, string State, string AgreementReference, string Council, string LoadedBy, DateTimeOffset LoadedAt, long FactNumber,
    IReadOnlyList<DriverMeasured> Rows, IReadOnlyList<WouldBeDelta> WouldBe, decimal WouldBeGbp, string? DecidedBy,
    string? DecidingCouncil, DateTimeOffset? DecidedAt, string? Reason)
{
    public static DriverProposalView Of(DriverProposal proposal) => new(
        proposal.Id, proposal.State.ToString().ToLowerInvariant(), proposal.AgreementReference, proposal.Council, proposal.LoadedByName,
        proposal.LoadedAt, proposal.FactNumber, proposal.Rows, proposal.WouldBe, proposal.WouldBe.Sum(delta => delta.DeltaGbp),
        proposal.Decision?.DecidedByName, proposal.Decision?.Council, proposal.Decision?.DecidedAt, proposal.Decision?.Reason);
}
