using ServiceDefaults;

namespace Recharging.Agreeing;

/// <summary>The officer of the council that is owed who has to answer a dispute, or its finance office.</summary>
/// <param name="Name">As colleagues and the other council know the officer.</param>
/// <param name="SignIn">As the council's own issuer knows the officer; null for the finance office, and for who was only named.</param>
public sealed record DisputeOwner(string Name, string? SignIn)
{
    public static DisputeOwner Of(Caller caller) => new(caller.NameInRecords, caller.Subject);
}
