using System;
using System.IO;
using System.Net;
using System.Net.Sockets;

namespace SmtpSoar.Core.Delivery;

/// <summary>The way to the server before SMTP begins: a socket's stream, or what a proxy opened.</summary>
internal sealed class ServerStream
{
    private ServerStream(Stream stream, TimeSpan timeout)
    {
        // MailKit sets its limits only after a TLS handshake.
        stream.ReadTimeout = stream.WriteTimeout = (int)timeout.TotalMilliseconds;
        Stream = stream;
    }

    public Stream Stream { get; }

    /// <summary>Whether what goes over it never leaves this machine.</summary>
    public bool IsLoopback { get; private init; }

    /// <summary>What a connected socket gives.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="timeout">The longest that one read or write may take, the TLS handshake's too.</param>
    public static ServerStream Of(Socket socket, TimeSpan timeout) => new(new BlockingSocketStream(socket), timeout)
    {
        IsLoopback = socket.RemoteEndPoint is IPEndPoint remote && IPAddress.IsLoopback(remote.Address),
    };

    /// <summary>What a proxy opened. Nobody here knows how far it goes.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="timeout">The longest that one read or write may take, the TLS handshake's too.</param>
    public static ServerStream OfProxy(Stream stream, TimeSpan timeout) => new(stream, timeout);
}
