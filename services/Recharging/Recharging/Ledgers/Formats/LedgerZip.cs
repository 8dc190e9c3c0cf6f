using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using ServiceDefaults.Files;
using Values;

namespace Recharging.Ledgers;

/// <summary>
/// A zip of ledger files, kept on disk while its entries are read one after another and never longer than the request. It is looked at
/// with suspicion: few entries, no more text than ledgers have, none that unpacks to much more than it is, no zip inside. The names in it
/// are shown and never used as paths.
/// </summary>
public sealed class LedgerZip : IAsyncDisposable
{
    public const int MostEntries = 50;
    public const long LargestZip = 50L * 1024 * 1024;
    public const long LargestText = 400L * 1024 * 1024;

    /// <summary>GL07 is mostly blanks, and still packs no better than this.</summary>
    public const int MostRatio = 200;
    private const int LongestName = 100;
    private const int LongestDirectory = 256 * 1024;
    private const int Unmeasured = 1024 * 1024;

    private readonly FileStream _file = new(
        Path.Combine(Path.GetTempPath(), $"ledger-{Guid.NewGuid():N}.zip"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None,
        64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);

    private long _unpacked;
    private string? _fault;

    /// <summary>Takes the whole body in.</summary>
    public async Task ReceiveAsync(DigestedBody body, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (_fault is null && await body.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            await _file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            _fault = _file.Length > LargestZip ? $"The zip is larger than {LargestZip / 1024 / 1024} MB." : null;
        }

        await _file.FlushAsync(cancellationToken);
    }

    /// <summary>Reads each entry as a file of the batch.</summary>
    public async Task<Refusal?> StageAsync(LedgerFile ledger, Encoding? charset, CancellationToken cancellationToken)
    {
        if ((_fault ?? WhyNoDirectory()) is { } fault)
        {
            return Refused(fault);
        }

        try
        {
            _file.Position = 0;
            using var zip = new ZipArchive(_file, ZipArchiveMode.Read, leaveOpen: true);
            var entries = zip.Entries.Where(entry => !IsFolder(entry)).ToList();
            if (entries.Count is 0 or > MostEntries)
            {
                return Refused($"The zip has {entries.Count} files; it may have 1 to {MostEntries}.");
            }

            foreach (var entry in entries)
            {
                if (await StageAsync(entry, ledger, charset, cancellationToken) is { } refusal)
                {
                    return _fault is null ? refusal : Refused(_fault);
                }

                if (_fault is not null)
                {
                    return Refused(_fault);
                }
            }

            return null;
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or NotSupportedException)
        {
            return Refused(_fault ?? "The zip is damaged and can't be unpacked.");
        }
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private async Task<Refusal?> StageAsync(ZipArchiveEntry entry, LedgerFile ledger, Encoding? charset, CancellationToken cancellationToken)
    {
        var name = NameOf(entry);
        if (entry.IsEncrypted)
        {
            return Refused($"{name} is encrypted.");
        }

        // By what its directory says, which may be a lie: so it is looked at again while it is read.
        if (IsBlownUp(entry.Length, entry))
        {
            return Refused(BlownUp(name));
        }

        await using var stream = await entry.OpenAsync(cancellationToken);
        var unpacked = 0L;
        var body = new TextBody(async (buffer, token) =>
        {
            var read = _fault is null ? await stream.ReadAsync(buffer, token) : 0;
            _fault ??= unpacked == 0 && buffer.Span[..read].StartsWith("PK\u0003\u0004"u8) ? $"{name} is a zip inside the zip." : null;
            unpacked += read;
            _unpacked += read;
            _fault ??= IsBlownUp(unpacked, entry) ? BlownUp(name) : null;
            _fault ??= _unpacked > LargestText ? $"The zip unpacks to more than {LargestText / 1024 / 1024} MB." : null;
            return _fault is null ? read : 0;
        }, charset);
        return await ledger.StageAsync(body, name, cancellationToken);
    }

    // Before the directory is read: it says how many entries there are, and it is short. Zip64 is for archives that are never ledgers.
    private string? WhyNoDirectory()
    {
        const int Length = 22;
        var tail = new byte[(int)Math.Min(_file.Length, Length + ushort.MaxValue)];
        _file.Position = _file.Length - tail.Length;
        _file.ReadExactly(tail);
        var at = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || tail.Length - at < Length)
        {
            return "This is no zip, or it was cut off.";
        }

        var end = tail.AsSpan(at);
        var entries = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        var directory = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        var isZip64 = BinaryPrimitives.ReadUInt16LittleEndian(end[6..]) == ushort.MaxValue || directory == uint.MaxValue;
        return isZip64 || entries > 2 * MostEntries || _file.Length - directory > LongestDirectory
            ? $"The zip has too many entries; it may have {MostEntries}." : null;
    }

    private static bool IsBlownUp(long unpacked, ZipArchiveEntry entry) =>
        unpacked > Unmeasured && unpacked > MostRatio * entry.CompressedLength;

    private static string BlownUp(string name) => $"{name} unpacks to more than {MostRatio} times its size.";

    private static bool IsFolder(ZipArchiveEntry entry) => entry.FullName.EndsWith('/') || entry.FullName.EndsWith('\\');

    private static string NameOf(ZipArchiveEntry entry)
    {
        var name = entry.FullName[(entry.FullName.LastIndexOfAny(['/', '\\']) + 1)..];
        var plain = string.Concat(name.Take(LongestName).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '\uFFFD' : letter));
        return plain.Length == 0 ? "a file without a name" : plain;
    }

    private static Refusal Refused(string sentence) => new("ledger-file-format", sentence);
}
