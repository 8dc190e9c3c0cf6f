namespace Recharging.Tests;

/// <summary>Proofs that take minutes run in full with LONG=1, and on a smaller number of cases otherwise.</summary>
internal static class Long
{
    public static int Of(int full, int otherwise) => Environment.GetEnvironmentVariable("LONG") == "1" ? full : otherwise;
}
