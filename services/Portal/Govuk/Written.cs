using System.Globalization;

namespace Portal.Govuk;

/// <summary>Amounts and days as officers write them.</summary>
public static class Written
{
    /// <summary>More than any ledger here holds: what is typed above it is a slip.</summary>
    private const decimal MostPounds = 10_000_000_000m;

    private const int Megabyte = 1024 * 1024;

    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    public static string Pounds(decimal amount) =>
        (amount < 0 ? "−" : "") + "£" + Math.Abs(amount).ToString("N2", English);

    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", English);

    /// <summary>An instant as the clock in England showed it: 9 May 2023 at 14:05.</summary>
    public static string At(DateTimeOffset instant)
    {
        var there = TimeZoneInfo.ConvertTime(instant, London);
        return $"{Day(DateOnly.FromDateTime(there.Date))} at {there.ToString("HH:mm", English)}";
    }

    /// <summary>A share of one in whole percent, never more than it is.</summary>
    public static string Percent(decimal share) => $"{Math.Round(share * 100, 0, MidpointRounding.ToZero)}%";

    public static string Number(int number) => number.ToString("N0", English);

    /// <summary>Of a file, in whole kilobytes or tenths of megabytes, never less than it is.</summary>
    public static string Size(int bytes) => bytes < Megabyte
        ? $"{(bytes + 1023) / 1024} KB"
        : $"{(Math.Ceiling(bytes * 10m / Megabyte) / 10).ToString("0.#", English)} MB";

    /// <summary>1 line, 2 lines, 2,000 lines.</summary>
    public static string Count(int number, string thing) => $"{Number(number)} {thing}{(number == 1 ? "" : "s")}";

    /// <summary>Reads a day as officers type it: 30/6/2023, 30 June 2023 or 2023-06-30. Null when there is none to be read.</summary>
    public static DateOnly? ReadDay(string? typed, string field, FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        string[] ways = ["d/M/yyyy", "d MMMM yyyy", "d MMM yyyy", "yyyy-MM-dd"];
        if (DateOnly.TryParseExact(typed.Trim(), ways, English, DateTimeStyles.None, out var day))
        {
            return day;
        }

        errors.Add(field, "Enter a day, like 30/6/2023");
        return null;
    }

    /// <summary>Reads the end of a minute by the clock in England, of the day's last when no time is typed.</summary>
    /// <returns>Null when there is none to be read: nothing typed, or what <paramref name="errors"/> says of the fields.</returns>
    public static DateTimeOffset? ReadInstant(
        (string Field, string? Typed) day, (string Field, string? Typed) time, FieldErrors errors)
    {
        var minute = new TimeOnly(23, 59);
        if (!string.IsNullOrWhiteSpace(time.Typed)
            && !TimeOnly.TryParseExact(time.Typed.Trim(), "H:mm", English, DateTimeStyles.None, out minute))
        {
            errors.Add(time.Field, "Enter a time, like 14:05");
        }

        if (ReadDay(day.Typed, day.Field, errors) is not { } read || errors.Any)
        {
            return null;
        }

        var end = read.ToDateTime(minute).AddMinutes(1).AddTicks(-1);
        return new DateTimeOffset(end, London.GetUtcOffset(end));
    }

    /// <summary>Reads what an officer typed: 250, 1,250.50 or £250.50.</summary>
    /// <param name="typed">What stands in the field.</param>
    /// <param name="what">The amount, as a sentence begins with it.</param>
    /// <param name="amount">Nil when it can't be read.</param>
    /// <returns>What is wrong with it, as the error beside the field; null when it was read.</returns>
    public static string? ReadPounds(string? typed, string what, out decimal amount)
    {
        var plain = (typed ?? "").Replace("£", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal).Trim();
        if (!decimal.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out amount))
        {
            amount = 0;
            return $"{what} must be an amount in pounds, like 250 or 250.50";
        }

        var fault = amount < 0 ? $"{what} must not be below £0"
            : amount > MostPounds ? $"{what} must be {Pounds(MostPounds)} or less"
            : decimal.Truncate(amount * 100) != amount * 100 ? $"{what} must be in whole pence: at most two digits after the point"
            : null;
        amount = fault is null ? amount : 0;
        return fault;
    }
}
