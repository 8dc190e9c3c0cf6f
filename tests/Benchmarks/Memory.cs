using System.Globalization;

namespace Benchmarks;

/// <summary>What some processes add to their resident memory at their highest, from now on.</summary>
public sealed class Memory
{
    private readonly int[] _processes;
    private readonly long _before;

    public Memory(params int[] processes)
    {
        _processes = processes;
        foreach (var process in processes)
        {
            // 5 sets the peak back to what is resident now: proc(5), /proc/pid/clear_refs.
            File.WriteAllText($"/proc/{process}/clear_refs", "5");
        }

        _before = processes.Sum(process => KiloBytes(process, "VmRSS:"));
    }

    public double ExtraMegaBytes() => (_processes.Sum(process => KiloBytes(process, "VmHWM:")) - _before) / 1024.0;

    private static long KiloBytes(int process, string field) => long.Parse(
        File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(field, StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);
}
