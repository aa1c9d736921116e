using System;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Smtp.Connection;
using SmtpSoar.Core.Smtp.Protocol;
using SmtpSoar.Core.Transport;
using SmtpSoar.Core.Smtp.Tls;

namespace SmtpSoar.Core.Smtp;

/// <summary>Turns what MailKit throws into errors that say what happened and what to do.</summary>
internal sealed class FailureTranslator(SmtpAsset asset, ProtocolMonitor monitor)
{
    private const int AuthenticationRequired = 530;
    private const int Closing = 421;
    private const int Refusal = 400;

    private string Server => asset.Server!;

    /// <summary>Between the TCP connection and the end of EHLO and TLS.</summary>
    /// <param name="thrown">The exception that MailKit threw.</param>
    /// <param name="phase">The phase that was under way.</param>
    /// <param name="certificateRefusal">Why the certificate was refused, or <see langword="null"/>.</param>
    /// <param name="first">The first bytes that came from the server.</param>
    public SmtpSoarException WhileGreeting(Exception thrown, HandshakePhase phase, string? certificateRefusal, FirstBytes first) =>
        WithoutSecrets(Greeting(thrown, phase, certificateRefusal, first));

    /// <summary>Anywhere before a message is begun.</summary>
    public SmtpSoarException WhileConnecting(Exception thrown) => WithoutSecrets(Connecting(thrown));

    /// <summary>Between MAIL FROM and the last reply.</summary>
    /// <param name="thrown">The exception that MailKit threw.</param>
    /// <param name="message">The message.</param>
    /// <param name="recipients">The replies about the recipients so far.</param>
    /// <param name="isWritten">Whether all of the message was handed over.</param>
    public SmtpSoarException WhileSending(Exception thrown, ComposedMessage message, RecipientTracker recipients, bool isWritten) =>
        WithoutSecrets(Sending(thrown, message, recipients, isWritten));

    // The sentence has no secret in it; what MailKit threw quotes the reply.
    private SmtpSoarException WithoutSecrets(SmtpSoarException error) => error.HidingInCause(monitor.Secrets.Hide);

    private SmtpSoarException Greeting(
        Exception thrown,
        HandshakePhase phase,
        string? certificateRefusal,
        FirstBytes first) => RootCause.Of(thrown) switch
    {
        OperationCanceledException cause => Errors.Stopped.Because(cause),
        _ when phase == HandshakePhase.Hello && first.AreTls => TlsExpected(thrown),
        _ when phase == HandshakePhase.Handshake && asset.SslMethod == SslMethod.Ssl && first.AreReply =>
            Errors.TlsFailed
                .Because(thrown, Server, Messages.SpeaksInClear(monitor.Secrets.Hide(first.ToString())))
                .Advising(Messages.ChooseStartTls),
        _ when certificateRefusal is not null => Errors.CertificateRefused.Because(thrown, Server, certificateRefusal),
        TimeoutException cause when phase == HandshakePhase.Handshake =>
            Errors.TlsFailed.Because(cause, Server, $"the server said nothing for {asset.TimeoutSec} s"),
        TimeoutException cause when !monitor.HasHeard => Errors.ServerSilent.Because(cause, Server, asset.EffectivePort, asset.TimeoutSec),
        _ when phase == HandshakePhase.Handshake => Errors.TlsFailed.Because(thrown, Server, Quoted(RootCause.Words(thrown))),
        NotSupportedException => Errors.TlsNotOffered.Because(thrown, Server),
        SmtpCommandException refused when phase == HandshakePhase.StartTls => OfReply(Errors.TlsRefused, refused, Server),
        { } cause when phase == HandshakePhase.SecureHello && IsHungUp(cause) => Errors.TlsClosed.Because(thrown, Server, Reason(thrown)),
        _ => Connecting(thrown),
    };

    /// <summary>The server speaks TLS from the first byte.</summary>
    public SmtpSoarException TlsExpected(Exception thrown) =>
        Errors.TlsExpected.Because(thrown, Server, asset.EffectivePort, asset.SslMethod);

    private bool IsHungUp(Exception cause) => monitor.LastRefusal is null && (cause is IOException || RootCause.IsDisconnect(cause));

    private SmtpSoarException Connecting(Exception thrown) => RootCause.Of(thrown) switch
    {
        SmtpSoarException known => known,
        OperationCanceledException cause => Errors.Stopped.Because(cause),
        TimeoutException cause => Errors.ServerTimeout.Because(cause, Server, asset.TimeoutSec),
        SmtpProtocolException cause when !RootCause.IsDisconnect(cause) =>
            Errors.ProtocolViolation.Because(cause, Server, $"{Quoted(cause.Message)}; it said '{monitor.Heard}'"),
        SmtpCommandException refused => OfReply(Errors.ServerNotReady, refused, Server),
        SmtpProtocolException or IOException or SocketException or ServiceNotConnectedException or ObjectDisposedException => Lost(thrown),
        _ => Errors.Unexpected.Because(thrown, Quoted(thrown.Message), thrown.GetType().Name),
    };

    private SmtpSoarException Sending(
        Exception thrown,
        ComposedMessage message,
        RecipientTracker recipients,
        bool isWritten) => thrown switch
    {
        SmtpSoarException known => known,
        SmtpCommandException { ErrorCode: SmtpErrorCode.SenderNotAccepted } refused => SenderRefused(refused, message),
        SmtpCommandException when recipients.AreAllRefused => RecipientsRefused(recipients),
        SmtpCommandException odd when isWritten && (int)odd.StatusCode < Refusal =>
            Errors.OutcomeUnknown.Because(
                thrown,
                Server,
                $"in its place the server said '{monitor.Read((int)odd.StatusCode, odd.Message)}'"),
        SmtpCommandException refused => OfReply(Errors.MessageRefused, refused, Server),
        ServiceNotAuthenticatedException => LoginWanted(thrown),
        _ when isWritten => Errors.OutcomeUnknown.Because(thrown, Server, Reason(thrown)),
        _ when monitor.Interruption is { Code: not Closing } refusal => Interrupted(thrown, refusal),
        _ when recipients.IsOfOne(monitor.LastRefusal) && Connecting(thrown).Is(Errors.ConnectionLost) =>
            Errors.ConnectionLost.Because(thrown, Server, How(thrown)),
        _ => Connecting(thrown),
    };

    // MAIL is also where a server says that it takes nothing now, or nothing of that size.
    private SmtpSoarException SenderRefused(SmtpCommandException refused, ComposedMessage message) => (int)refused.StatusCode switch
    {
        Closing => OfReply(Errors.ServerNotReady, refused, Server),
        452 or 552 => OfReply(Errors.MessageRefused, refused, Server),
        _ => OfReply(Errors.SenderRefused, refused, Server, message.Sender.Text),
    };

    private SmtpSoarException Interrupted(Exception thrown, SmtpReply refusal) =>
        Errors.MessageRefused.Because(thrown, Server, refusal).After(refusal, ReplyAdvice.For(refusal));

    private SmtpSoarException RecipientsRefused(RecipientTracker recipients)
    {
        var refused = recipients.Results.Where(result => result.Accepted == false).ToList();
        var first = refused[0];
        var reply = new SmtpReply(first.StatusCode ?? 0, first.EnhancedStatusCode, first.Text ?? "");
        return Errors.RecipientsRefused.With(Server, RefusalList.Of(refused)).After(reply, RefusalAdvice.For(refused));
    }

    private SmtpSoarException LoginWanted(Exception thrown)
    {
        var reply = monitor.Read(AuthenticationRequired, thrown.Message);
        return Errors.AuthenticationRequired.Because(thrown, Server, reply).After(reply, ReplyAdvice.For(reply));
    }

    private SmtpSoarException OfReply(ErrorDefinition definition, SmtpCommandException thrown, params object?[] arguments)
    {
        var reply = monitor.Read((int)thrown.StatusCode, thrown.Message);
        return reply.Code < 400
            ? Errors.ProtocolViolation.Because(thrown, Server, $"'{reply}' is no answer to what was asked")
            : definition.Because(thrown, [.. arguments, reply]).After(reply, ReplyAdvice.For(reply));
    }

    private SmtpSoarException Lost(Exception thrown)
    {
        var error = Errors.ConnectionLost.Because(thrown, Server, Reason(thrown));
        return monitor.LastRefusal is { } refusal ? error.After(refusal, ReplyAdvice.For(refusal)) : error;
    }

    // MailKit's text of a disconnect ends with the previous reply, which misleads unless that was a refusal.
    private string Reason(Exception thrown) => RootCause.Of(thrown) switch
    {
        OperationCanceledException => "the command was stopped",
        TimeoutException => $"the server said nothing for {asset.TimeoutSec} s",
        SmtpProtocolException cause when !RootCause.IsDisconnect(cause) => $"the server said '{monitor.Heard}'",
        _ => WithRefusal(How(thrown)),
    };

    private string How(Exception thrown) =>
        RootCause.Of(thrown) is var cause && RootCause.IsDisconnect(cause) ? "the server closed it" : Quoted(RootCause.Words(cause));

    private string Quoted(string words) => monitor.Secrets.Hide(words).TrimEnd('.');

    private string WithRefusal(string how) => monitor.LastRefusal is { } refusal ? $"{how} after it had said '{refusal}'" : how;
}
