namespace Recharging.Engine.Facts;

/// <summary>Which facts a calculation looked up, so that a receipt can name them. To note one costs as good as nothing.</summary>
/// <param name="last">The highest fact number.</param>
public sealed class Citations(long last)
{
    private readonly bool[] cited = new bool[last + 1];

    public Known<T>? Of<T>(Known<T>? fact)
    {
        if (fact is not null)
        {
            cited[fact.Number] = true;
        }

        return fact;
    }

    public bool Has(long number) => cited[number];
}
