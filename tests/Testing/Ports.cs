using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Testing;

/// <summary>Finds ports below the range that outgoing connections use, so that a program which is restarted finds its own port free again.</summary>
public static class Ports
{
    private const int First = 12_000;
    private const int Beyond = 32_000;

    public static int Free()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(First, Beyond);
            if (IsFree(port))
            {
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
