namespace Demonstration;

/// <summary>Where the gateway and the identity provider are.</summary>
internal sealed record Addresses(Uri Gateway, Uri Identity)
{
    /// <summary>From the variables that the AppHost gives.</summary>
    /// <exception cref="InvalidOperationException">One is missing.</exception>
    public static Addresses FromEnvironment() => new(Of("services__gateway__http__0"), Of("services__identity__http__0"));

    private static Uri Of(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } address
        ? new Uri(address.TrimEnd('/') + "/")
        : throw new InvalidOperationException($"{variable} is missing: where is the system?");
}
