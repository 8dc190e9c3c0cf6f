using Governance.Contracts;

namespace Recharging.Tests;

/// <summary>Who is one person under the same sign-in at both councils.</summary>
internal static class Keys
{
    public static JointPersonRecorded OnePerson(string signIn) => new()
    {
        JointPersonReference = $"JP-{signIn.ToUpperInvariant()}",
        SignIns = new Dictionary<string, string>(StringComparer.Ordinal) { ["HCC"] = signIn, ["IWC"] = signIn },
        OccurredAt = Given.Told,
    };
}
