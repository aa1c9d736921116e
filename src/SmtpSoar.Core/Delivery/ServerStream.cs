using System.IO;
using System.Net;
using System.Net.Sockets;

namespace SmtpSoar.Core.Delivery;

/// <summary>The way to the server before SMTP begins: a socket, or what a proxy opened.</summary>
internal sealed class ServerStream
{
    public Socket? Socket { get; private init; }

    public Stream? Stream { get; private init; }

    /// <summary>Whether what goes over it never leaves this machine.</summary>
    public bool IsLoopback { get; private init; }

    public static ServerStream Of(Socket socket) => new()
    {
        Socket = socket,
        IsLoopback = socket.RemoteEndPoint is IPEndPoint remote && IPAddress.IsLoopback(remote.Address),
    };

    /// <summary>What a proxy opened. Nobody here knows how far it goes.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="timeout">The longest that one read or write may take, the TLS handshake's too.</param>
    public static ServerStream OfProxy(Stream stream, System.TimeSpan timeout)
    {
        // The caller of MailKit's proxies sets the limits only after the handshake.
        stream.ReadTimeout = stream.WriteTimeout = (int)timeout.TotalMilliseconds;
        return new() { Stream = stream };
    }
}
