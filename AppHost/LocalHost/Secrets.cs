using System.Security.Cryptography;
using System.Text;

namespace LocalHost;

/// <summary>Passwords of a data folder's servers: made up when the folder is new, one per user, the same at every later start.</summary>
internal sealed class Secrets
{
    private readonly byte[] seed;

    private Secrets(byte[] seed) => this.seed = seed;

    public static Secrets Of(string folder)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "secret");
        if (!File.Exists(file))
        {
            using var stream = new FileStream(file, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite
            });
            stream.Write(RandomNumberGenerator.GetBytes(32));
        }

        return new Secrets(File.ReadAllBytes(file));
    }

    public string PasswordOf(string user) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(seed, Encoding.UTF8.GetBytes(user)))[..24];
}
