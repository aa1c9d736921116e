using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.Smtp.Connection;

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

    /// <summary>The address of the other end, or <see langword="null"/> if only a proxy knows it.</summary>
    public IPEndPoint? Remote { get; private init; }

    /// <summary>The address of this end, or <see langword="null"/> if only a proxy has one that the server sees.</summary>
    public IPAddress? Local => (Stream as BlockingSocketStream)?.Local;

    /// <summary>The first bytes that came, as far as somebody keeps them.</summary>
    public FirstBytes First => (Stream as BlockingSocketStream)?.First ?? FirstBytes.None;

    /// <summary>Whether what goes over it never leaves this machine.</summary>
    public bool IsLoopback => Remote is not null && IPAddress.IsLoopback(Remote.Address);

    /// <summary>Whether bytes have come that nobody has read. TLS has read them first, and keeps only parts of its records.</summary>
    public bool HasUnread => Stream switch
    {
        BlockingSocketStream socket => socket.HasUnread,
        NetworkStream tcp => tcp.DataAvailable,
        _ => false,
    };

    /// <summary>Creates the stream of a connected socket.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="remote">The address of the other end. The socket itself no longer knows it once the other end has reset it.</param>
    /// <param name="timeout">The longest that one read or write may take, the TLS handshake's too.</param>
    /// <param name="sign">Shows what is waited for.</param>
    public static ServerStream Of(Socket socket, IPEndPoint remote, TimeSpan timeout, WaitSign? sign = null) =>
        new(new BlockingSocketStream(socket, sign), timeout) { Remote = remote };

    /// <summary>Creates the stream of a connection that a proxy opened. The address of its other end is unknown.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="timeout">The longest that one read or write may take, the TLS handshake's too.</param>
    public static ServerStream OfProxy(Stream stream, TimeSpan timeout) => new(stream, timeout);
}
