using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Sockets;
using System.Security.Authentication;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.WebApi;

/// <summary>Turns what the framework's HTTP client throws into errors that say what to do.</summary>
/// <param name="asset">The asset.</param>
/// <param name="host">The host that was asked, for messages.</param>
/// <param name="port">Its port.</param>
/// <param name="hide">Hides secrets.</param>
internal sealed class ApiNetworkFailures(SmtpAsset asset, string host, int port, Func<string, string> hide)
{
    /// <summary>The failure of a request that has no answer.</summary>
    /// <param name="thrown">The exception.</param>
    /// <param name="isSent">Whether the API may have the whole request that sends the message.</param>
    /// <param name="isStopped">Whether the command was stopped.</param>
    public SmtpSoarException Of(Exception thrown, bool isSent, bool isStopped)
    {
        if (isSent && !IsUnconnected(thrown))
            return Errors.OutcomeUnknown.Because(thrown, host, Reason(thrown, isStopped)).HidingInCause(hide);
        if (isStopped)
            return Errors.Stopped.Because(thrown);
        return Unsent(thrown).HidingInCause(hide);
    }

    // A request for which no connection was made has reached nobody.
    private static bool IsUnconnected(Exception thrown) =>
        Find<AuthenticationException>(thrown) is not null
        || Find<SocketException>(thrown)?.SocketErrorCode
            is SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain;

    private SmtpSoarException Unsent(Exception thrown) => thrown switch
    {
        _ when Find<AuthenticationException>(thrown) is { } tls => Errors.CertificateRefused
            .Because(thrown, host, Words(tls))
            .Advising("Check this machine's certificate authorities and clock, and whether a proxy stands in between."),

        // The time limit closes the socket, which the causes tell of as well.
        OperationCanceledException or TimeoutException => Errors.ServerTimeout.Because(thrown, host, asset.TimeoutSec),
        _ when Find<SocketException>(thrown) is { } socket
            && socket.SocketErrorCode != SocketError.ConnectionReset => OfSocket(thrown, socket),
        _ => Errors.ConnectionLost.Because(thrown, host, Words(thrown)),
    };

    private SmtpSoarException OfSocket(Exception thrown, SocketException socket) => socket.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery =>
            Errors.ServerNotFound.Because(thrown, host, Words(socket)),
        SocketError.ConnectionRefused => Errors.ConnectionRefused.Because(thrown, host, port),
        SocketError.TimedOut => Errors.ConnectionTimeout.Because(thrown, host, port, asset.TimeoutSec),
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.AccessDenied =>
            Errors.ConnectionFailed.Because(thrown, host, port, Words(socket)),
        _ => Errors.ConnectionLost.Because(thrown, host, Words(socket)),
    };

    private string Reason(Exception thrown, bool isStopped) => thrown switch
    {
        _ when isStopped => "the command was stopped",
        OperationCanceledException or TimeoutException => $"the server said nothing for {asset.TimeoutSec} s",
        _ => Words(thrown),
    };

    private string Words(Exception thrown) => Quote.Of(hide(Chain(thrown).Last().Message)).TrimEnd('.');

    private static T? Find<T>(Exception thrown)
        where T : Exception => Chain(thrown).OfType<T>().FirstOrDefault();

    private static IEnumerable<Exception> Chain(Exception? thrown)
    {
        for (; thrown is not null; thrown = thrown.InnerException)
            yield return thrown;
    }
}
