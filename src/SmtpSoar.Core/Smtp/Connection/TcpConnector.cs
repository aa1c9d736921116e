using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.Smtp.Connection;

/// <summary>Finds the server and opens a TCP connection to it.</summary>
internal static class TcpConnector
{
    // With several addresses one that drops packets must not use up the whole time.
    private static readonly TimeSpan SeveralAddressesLimit = TimeSpan.FromSeconds(10);

    /// <summary>The server without the brackets that an IPv6 address may have.</summary>
    public static string Host(SmtpAsset asset) => asset.Server!.Trim('[', ']');

    /// <summary>The addresses of the asset's server.</summary>
    public static async Task<IReadOnlyList<IPAddress>> ResolveAsync(SmtpAsset asset, WaitSign? sign, CancellationToken cancellationToken)
    {
        var server = Host(asset);
        if (IPAddress.TryParse(server, out var literal))
            return [literal];
        using var wait = sign?.Begin(Messages.ForAddress(server), Timeout(asset));
        try
        {
            var addresses = await Cancellation.Limit(LookUpAsync(server, cancellationToken), Timeout(asset), cancellationToken).ConfigureAwait(false);
            return addresses.Length > 0 ? addresses : throw Errors.ServerNotFound.With(server, "the name has no address");
        }
        catch (SocketException cause)
        {
            throw Errors.ServerNotFound.Because(cause, server, cause.Message.TrimEnd('.'));
        }
        catch (TimeoutException cause)
        {
            throw Errors.ServerNotFound.Because(cause, server, "the name service did not answer in time");
        }
    }

    /// <summary>A connection to the first address that answers.</summary>
    public static async Task<ServerStream> ConnectAsync(
        SmtpAsset asset, IReadOnlyList<IPAddress> addresses, WaitSign? sign, CancellationToken cancellationToken)
    {
        var limit = Timeout(asset);
        if (addresses.Count > 1 && limit > SeveralAddressesLimit)
            limit = SeveralAddressesLimit;

        Exception? last = null;
        foreach (var address in addresses)
        {
            try
            {
                var remote = new IPEndPoint(address, asset.EffectivePort);
                return await ConnectAsync(asset, remote, limit, sign, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception cause) when (cause is SocketException or TimeoutException)
            {
                last = cause;
            }
        }

        throw Translate(asset, last!);
    }

    private static Task<IPAddress[]> LookUpAsync(string server, CancellationToken cancellationToken) =>
#if NET
        Dns.GetHostAddressesAsync(server, cancellationToken);
#else
        Dns.GetHostAddressesAsync(server);
#endif

    private static TimeSpan Timeout(SmtpAsset asset) => TimeSpan.FromSeconds(asset.TimeoutSec);

    private static async Task<ServerStream> ConnectAsync(
        SmtpAsset asset, IPEndPoint remote, TimeSpan limit, WaitSign? sign, CancellationToken cancellationToken)
    {
        using var wait = sign?.Begin(Messages.ForConnection(sign.Server), limit);
        var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // A socket that ever connected asynchronously is never again one that simply waits for the server.
            await Cancellation.Limit(Task.Run(() => socket.Connect(remote), CancellationToken.None), limit, cancellationToken).ConfigureAwait(false);
            return ServerStream.Of(socket, remote, Timeout(asset), sign);
        }
        catch
        {
            // Not every system lets go of a socket that is still connecting: nobody here waits for that.
            _ = Task.Run(socket.Dispose, CancellationToken.None);
            throw;
        }
    }

    private static SmtpSoarException Translate(SmtpAsset asset, Exception cause) => cause switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => Errors.ConnectionRefused.Because(cause, asset.Server, asset.EffectivePort),
        SocketException { SocketErrorCode: SocketError.TimedOut } or TimeoutException => Errors.ConnectionTimeout.Because(cause, asset.Server, asset.EffectivePort, asset.TimeoutSec),
        _ => Errors.ConnectionFailed.Because(cause, asset.Server, asset.EffectivePort, cause.Message.TrimEnd('.')),
    };
}
