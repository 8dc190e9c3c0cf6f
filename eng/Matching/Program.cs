using MatchFiles;

// 0 when it matched, 2 when the command line or a file is at fault.
try
{
    Console.WriteLine(await Run.OfAsync(Arguments.Read(args)));
    return 0;
}
catch (FaultException fault)
{
    Console.Error.WriteLine(fault.Message);
    return 2;
}
