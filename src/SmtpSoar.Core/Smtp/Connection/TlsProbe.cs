using System;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Runtime;

namespace SmtpSoar.Core.Smtp.Connection;

/// <summary>Finds out whether a port that says nothing speaks TLS from the first byte. Asked only after a connection has failed.</summary>
internal static class TlsProbe
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    /// <summary>Whether a ClientHello is answered by a record of TLS. The certificate does not matter: nothing else is said.</summary>
    public static async Task<bool> IsSpokenAsync(IPEndPoint remote, string host, CancellationToken cancellationToken)
    {
        using var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            var asking = Task.Run(() => Ask(socket, remote, host), CancellationToken.None);
            return await Cancellation.Limit(asking, Limit, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is SocketException or TimeoutException)
        {
            return false;
        }
    }

    private static bool Ask(Socket socket, IPEndPoint remote, string host)
    {
        socket.Connect(remote);
        var limit = (int)Limit.TotalMilliseconds;
        using var stream = new BlockingSocketStream(socket) { ReadTimeout = limit, WriteTimeout = limit };
        try
        {
            using var tls = new SslStream(stream, leaveInnerStreamOpen: true, (_, _, _, _) => false);
            tls.AuthenticateAsClient(host);
        }
        catch (Exception cause) when (cause is AuthenticationException or IOException or TimeoutException)
        {
            // The certificate is refused, or it is no TLS. The first bytes tell which.
        }

        return stream.First.AreTls;
    }
}
