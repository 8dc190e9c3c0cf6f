namespace MatchFiles;

/// <summary>What an officer can put right: the command line or a file, said in one sentence.</summary>
public sealed class FaultException(string message) : Exception(message)
{
    public FaultException(string file, int line, string column, string value, string rule)
        : this($"{file}, line {line}, column {column}: '{value}' {rule}")
    {
    }
}
