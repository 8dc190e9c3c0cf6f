namespace Recharging.Engine.Facts;

/// <summary>What a council paid for a shared service in a month: a charge of its own by a clause that says so.</summary>
/// <param name="CostReference">The council's own; a later row with it corrects this one.</param>
/// <param name="Agreement">Under which it is shared.</param>
/// <param name="Pool">The cost pool that takes it.</param>
/// <param name="Period">The service period, for example <c>2023/24-P01</c>.</param>
/// <param name="AmountGbp">Below nil for a refund.</param>
/// <param name="Description">What it was for.</param>
/// <param name="Authority">The clause or decision that it rests on, null for the pool's own clause.</param>
/// <param name="Bearer">Of a direct cost: who bears it.</param>
/// <param name="IncurredOn">The day, null when only the month is known.</param>
/// <param name="Council">Whose cost it was.</param>
/// <param name="Source">Where it comes from.</param>
public sealed record CostIncurred(
    string CostReference, string Agreement, string Pool, string Period, decimal AmountGbp, string Description, string? Authority,
    string? Bearer, DateOnly? IncurredOn, string Council, string Source);

/// <summary>A cost that others stand or fall with: those of one pool and month are charged together, those under one ceiling in
/// turn.</summary>
public sealed record PooledCostIncurred(CostIncurred Cost);

/// <summary>How much of what drives a cost was measured at a party: in a month, or on a day from which it holds until the next.</summary>
/// <param name="Driver">One of <see cref="Bases.Drivers"/>.</param>
/// <param name="Agreement">Under which it counts.</param>
/// <param name="Pool">The only pool that it is for, null for all that have none of their own.</param>
/// <param name="Party">A council, another party, or a pool that is stepped down to.</param>
/// <param name="Period">The month, null when measured on a day.</param>
/// <param name="MeasuredOn">The day, null when measured in a month.</param>
/// <param name="Quantity">At most four decimals.</param>
/// <param name="Council">Who says so.</param>
/// <param name="Source">Where it comes from.</param>
public sealed record DriverMeasured(
    string Driver, string Agreement, string? Pool, string Party, string? Period, DateOnly? MeasuredOn, decimal Quantity, string Council,
    string Source);
