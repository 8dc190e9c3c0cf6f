namespace Contracts.Tests;

/// <summary>The files that the tests hold to the code.</summary>
internal static class Repository
{
    private const string ApproveVariable = "APPROVE";

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>Fails when the file differs from what the code says, and says how to approve the change.</summary>
    public static void ShouldHold(string path, string whatTheCodeSays)
    {
        var file = Path.Combine(Root, path);
        if (Environment.GetEnvironmentVariable(ApproveVariable) == "1")
        {
            File.WriteAllText(file, whatTheCodeSays);
        }

        var approved = File.Exists(file) ? File.ReadAllText(file) : "";
        whatTheCodeSays.ShouldBe(
            approved,
            $"""
            {path} is not what the code says. Whoever listens to this event relies on it: add, never change or remove; a new meaning is
            a new event. If the change is meant, approve it and commit the file with it:
            {ApproveVariable}=1 dotnet run --project tests/Contracts.Tests
            """);
    }

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "SharedServices.sln"))
            ? folder
            : FindRoot(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("SharedServices.sln is not above the tests."));
}
