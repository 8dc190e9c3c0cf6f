using System.Security.Cryptography;

namespace Recharging.Ledgers;

/// <summary>A request's body, hashed with SHA-256 while it is read.</summary>
public sealed class DigestedBody(Stream body) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var read = await body.ReadAsync(buffer, cancellationToken);
        _hash.AppendData(buffer.Span[..read]);
        return read;
    }

    /// <summary>Reads what is left, so that the digest covers all of it and the sender can read the answer.</summary>
    public async Task<byte[]> DigestAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (await ReadAsync(buffer, cancellationToken) > 0)
        {
        }

        return _hash.GetHashAndReset();
    }

    public void Dispose() => _hash.Dispose();
}
