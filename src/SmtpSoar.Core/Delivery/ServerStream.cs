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

    // Where a proxy carries it, nobody here knows how far it goes.
    public static ServerStream OfProxy(Stream stream) => new() { Stream = stream };
}
