using System;
using System.Collections.Generic;
using System.Linq;
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
            var addresses = await Cancellation
                .Limit(LookUpAsync(server, cancellationToken), Timeout(asset), cancellationToken)
                .ConfigureAwait(false);
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
    /// <param name="asset">The asset.</param>
    /// <param name="addresses">The addresses of its server.</param>
    /// <param name="race">Tries them, and knows then which were tried.</param>
    /// <param name="sign">Shows what is waited for.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<ServerStream> ConnectAsync(
        SmtpAsset asset, IReadOnlyList<IPAddress> addresses, AddressRace race, WaitSign? sign, CancellationToken cancellationToken)
    {
        using var wait = sign?.Begin(Messages.ForConnection(sign.Server), Timeout(asset));
        var remotes = AddressRace.InTurn(addresses).Select(address => new IPEndPoint(address, asset.EffectivePort)).ToList();
        try
        {
            var (socket, remote) = await race.RunAsync(remotes, Timeout(asset), cancellationToken).ConfigureAwait(false);
            return ServerStream.Of(socket, remote, Timeout(asset), sign);
        }
        catch (Exception cause) when (cause is SocketException or TimeoutException)
        {
            throw Translate(asset, cause);
        }
    }

    private static Task<IPAddress[]> LookUpAsync(string server, CancellationToken cancellationToken) =>
#if NET
        Dns.GetHostAddressesAsync(server, cancellationToken);
#else
        Dns.GetHostAddressesAsync(server);
#endif

    private static TimeSpan Timeout(SmtpAsset asset) => TimeSpan.FromSeconds(asset.TimeoutSec);

    private static SmtpSoarException Translate(SmtpAsset asset, Exception cause) => cause switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } =>
            Errors.ConnectionRefused.Because(cause, asset.Server, asset.EffectivePort),
        SocketException { SocketErrorCode: SocketError.TimedOut } or TimeoutException =>
            Errors.ConnectionTimeout.Because(cause, asset.Server, asset.EffectivePort, asset.TimeoutSec),
        _ => Errors.ConnectionFailed.Because(cause, asset.Server, asset.EffectivePort, cause.Message.TrimEnd('.')),
    };
}
