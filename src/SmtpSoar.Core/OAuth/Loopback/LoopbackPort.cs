using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;

namespace SmtpSoar.Core.OAuth.Loopback;

/// <summary>One port at all the loopback addresses that a host stands for.</summary>
/// <remarks>
/// Not an <see cref="HttpListener"/>: outside of Windows that one listens at one address of <c>localhost</c> only, and it
/// takes neither <c>[::1]</c> nor "any free port".
/// </remarks>
internal sealed class LoopbackPort : IDisposable
{
    // Another process may have the free port of one address at another.
    private const int Attempts = 20;

    private LoopbackPort(IReadOnlyList<TcpListener> listeners) => Listeners = listeners;

    internal IReadOnlyList<TcpListener> Listeners { get; }

    internal int Number => ((IPEndPoint)Listeners[0].LocalEndpoint).Port;

    /// <summary>Listens.</summary>
    /// <exception cref="SmtpSoarException">The port can't be had.</exception>
    internal static LoopbackPort Open(LoopbackAddress address)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return Listen(address);
            }
            catch (SocketException cause) when (address.Port != 0 || attempt == Attempts)
            {
                throw Errors.OAuthRedirectInvalid.Because(cause, address.Url ?? new Uri("http://" + address.Host), Reason(cause));
            }
            catch (SocketException)
            {
                // Another port will do.
            }
        }
    }

    public void Dispose()
    {
        foreach (var listener in Listeners)
            listener.Stop();
    }

    private static LoopbackPort Listen(LoopbackAddress address)
    {
        var port = new LoopbackPort([]);
        foreach (var one in address.Addresses)
        {
            try
            {
                port = new LoopbackPort([.. port.Listeners, Listen(one, port.Listeners.Count > 0 ? port.Number : address.Port)]);
            }
            catch (SocketException cause) when (cause.SocketErrorCode == SocketError.AddressNotAvailable && port.Listeners.Count > 0)
            {
                // A machine that knows IPv6, but has no address of it: then no browser finds one either.
            }
            catch
            {
                port.Dispose();
                throw;
            }
        }

        return port;
    }

    private static TcpListener Listen(IPAddress address, int port)
    {
        var listener = new TcpListener(address, port) { ExclusiveAddressUse = true };
        listener.Start();
        return listener;
    }

    private static string Reason(SocketException cause) => cause.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "another program listens at that port",
        SocketError.AccessDenied => "this user may not listen at that port",
        _ => cause.Message.TrimEnd('.'),
    };
}
