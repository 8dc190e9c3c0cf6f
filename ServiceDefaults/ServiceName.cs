namespace ServiceDefaults;

/// <summary>The service's name as addresses say it (<c>school-support</c>), and the database roles that follow from it.</summary>
public sealed record ServiceName(string Name)
{
    private string Identifier => Name.Replace('-', '_');

    /// <summary>Owns the tables; only the migration step acts as it.</summary>
    public string OwnerRole => $"{Identifier}_owner";

    /// <summary>Acts for a signed-in caller and sees that caller's council only.</summary>
    public string ApiRole => $"{Identifier}_api";

    /// <summary>Acts for no caller: consumers, the relay, runs.</summary>
    public string WorkerRole => $"{Identifier}_worker";
}
