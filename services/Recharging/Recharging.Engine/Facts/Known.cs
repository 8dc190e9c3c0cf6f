namespace Recharging.Engine.Facts;

/// <summary>Something that we were told, under the number at which we learned it.</summary>
/// <param name="Number">Recharging's own gapless fact number.</param>
/// <param name="Sha256">Of the fact as stored: what the other council sees of a pay fact.</param>
/// <param name="Body">What the publisher or the officer said.</param>
public sealed record Known<T>(long Number, string Sha256, T Body)
{
    public string Reference => $"fact {Number}";
}
