namespace LocalHost;

/// <summary>What the command line asks for.</summary>
public sealed record HostArguments(LocalSystemOptions Options)
{
    public static HostArguments? Parse(string[] args)
    {
        var options = new LocalSystemOptions { DataFolder = SourceTree.Folder("artifacts/data"), KnownPorts = true, Dashboard = true };
        for (var at = 0; at < args.Length; at++)
        {
            switch (args[at])
            {
                case "--no-dashboard":
                    options = options with { Dashboard = false };
                    break;
                case "--data" when at + 1 < args.Length:
                    options = options with { DataFolder = args[++at] };
                    break;
                case "--only" when at + 1 < args.Length:
                    options = options with { Only = [.. options.Only ?? [], args[++at]] };
                    break;
                default:
                    return null;
            }
        }

        return new HostArguments(options);
    }
}
