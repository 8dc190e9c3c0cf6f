using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Values;

namespace Recharging.Reconciling;

/// <summary>What a council would set for both councils' agreement of balances. Added, never changed: the latest version that the other
/// council said alike counts, and a pack keeps the one that it was made under.</summary>
public sealed class BalanceTerms
{
    public required string[] Parties { get; init; }

    /// <summary>Counts from 1; 0 is what holds before anybody set anything.</summary>
    public required int Version { get; init; }

    public required BalanceTermsContent Content { get; init; }

    /// <summary>Whose officer set it, for both.</summary>
    public required string Council { get; init; }

    public required string SetBy { get; init; }

    /// <summary>That officer's sign-in; null for terms of before it was kept.</summary>
    public string? SetBySignIn { get; init; }

    public required DateTimeOffset SetAt { get; init; }

    /// <summary>The latest version that holds: the one with which the second council said the same as the first, right before it.</summary>
    /// <param name="versions">All of two councils, in the order of their numbers.</param>
    public static BalanceTerms? InForce(IReadOnlyList<BalanceTerms> versions) => versions.Skip(1)
        .Where((version, at) => version.Council != versions[at].Council && version.Content.IsAs(versions[at].Content)).LastOrDefault();

    internal sealed class Table : IEntityTypeConfiguration<BalanceTerms>
    {
        public void Configure(EntityTypeBuilder<BalanceTerms> terms)
        {
            terms.ToTable("balance_terms").HasKey(row => new { row.Parties, row.Version });
            terms.Property(row => row.Content).HasColumnType("json").HasConversion(
                content => JsonSerializer.Serialize(content, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<BalanceTermsContent>(json, JsonSerializerOptions.Web)!);
        }
    }
}

/// <summary>Thresholds, in pounds, and the timetable.</summary>
/// <param name="SendBalancesGbp">Above this a statement of what is owed has to be sent.</param>
/// <param name="AgreeBalancesGbp">Above this it has to be agreed, with a reason for every penny that differs.</param>
/// <param name="SendIncomeGbp">As <paramref name="SendBalancesGbp"/>, of a quarter's income.</param>
/// <param name="AgreeIncomeGbp">As <paramref name="AgreeBalancesGbp"/>, of a quarter's income.</param>
/// <param name="ResponseWorkingDays">Within so many working days of England after the day of a statement it is answered.</param>
public sealed record BalanceTermsContent(
    decimal SendBalancesGbp,
    decimal AgreeBalancesGbp,
    decimal SendIncomeGbp,
    decimal AgreeIncomeGbp,
    int ResponseWorkingDays,
    IReadOnlyList<Milestone> Milestones)
{
    /// <summary>Modelled on the NHS agreement of balances; each pair of councils sets its own.</summary>
    public static BalanceTermsContent Usual { get; } = new(2_500m, 300_000m, 2_000_000m, 3_000_000m, 5,
    [
        new(Milestone.YearEnd, "Both councils confirm contacts, cost lines, drivers and contested items", OnDay: "02-01"),
        new(Milestone.Both, "Last recharge invoice issued; later items become accruals", WorkingDays: -8),
        new(Milestone.Both, "Last payment run between the councils", WorkingDays: -5),
        new(Milestone.Both, "Cut-off", WorkingDays: 0),
        new(Milestone.Both, "Last month run and list of accruals exchanged", WorkingDays: 5),
        new(Milestone.Both, "The council that is owed sends its statement", WorkingDays: 8, IsStatement: true),
        new(Milestone.Both, "The council that pays answers", WorkingDays: 13),
        new(Milestone.Both, "Disputes listed; what is unresolved goes to the Joint Operational Board", WorkingDays: 15),
        new(Milestone.Quarter, "Both S151 delegates sign", WorkingDays: 20),
        new(Milestone.YearEnd, "True-up run, and both S151 delegates sign", WorkingDays: 30),
    ]);

    public bool IsAs(BalanceTermsContent other) =>
        (SendBalancesGbp, AgreeBalancesGbp, SendIncomeGbp, AgreeIncomeGbp, ResponseWorkingDays)
            == (other.SendBalancesGbp, other.AgreeBalancesGbp, other.SendIncomeGbp, other.AgreeIncomeGbp, other.ResponseWorkingDays)
        && Milestones.SequenceEqual(other.Milestones);

    public IReadOnlyList<DatedMilestone> Timetable(Quarter quarter) =>
    [
        .. Milestones.Where(milestone => milestone.AppliesTo(quarter))
            .Select(milestone => new DatedMilestone(milestone.DayFor(quarter), milestone.What)).OrderBy(milestone => milestone.Day),
    ];

    /// <summary>The last day for a statement, null when the timetable has none.</summary>
    public DateOnly? StatementDay(Quarter quarter) => Milestones.Where(milestone => milestone.IsStatement && milestone.AppliesTo(quarter))
        .Select(milestone => (DateOnly?)milestone.DayFor(quarter)).Max();
}

/// <summary>A step of the timetable: so many working days of England after the quarter's last day, or on a day of its year.</summary>
/// <param name="For"><c>quarter</c>, <c>year-end</c> or <c>both</c>.</param>
/// <param name="WorkingDays">After the last day, negative before it; 0 is the last day itself.</param>
/// <param name="OnDay">Instead: month and day such as <c>02-01</c>; when offices are closed then, the last open day before.</param>
/// <param name="IsStatement">Statements are sent by this day.</param>
public sealed record Milestone(string For, string What, int? WorkingDays = null, string? OnDay = null, bool IsStatement = false)
{
    public const string Quarter = "quarter";
    public const string YearEnd = "year-end";
    public const string Both = "both";

    public bool AppliesTo(Quarter quarter) => For == Both || (For == YearEnd) == quarter.IsYearEnd;

    public DateOnly DayFor(Quarter quarter) => OnDay is not null
        ? Values.WorkingDays.England.OnOrBefore(DateOnly.ParseExact($"{quarter.LastDay.Year:0000}-{OnDay}", "yyyy-MM-dd",
            System.Globalization.CultureInfo.InvariantCulture))
        : WorkingDays is 0 ? quarter.LastDay : Values.WorkingDays.England.Add(quarter.LastDay, WorkingDays!.Value);
}

public sealed record DatedMilestone(DateOnly Day, string What);
