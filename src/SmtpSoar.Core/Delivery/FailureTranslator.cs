using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using SmtpSoar.Core.Composition;

namespace SmtpSoar.Core.Delivery;

/// <summary>Turns what MailKit throws into errors that say what happened and what to do.</summary>
internal sealed class FailureTranslator(SmtpAsset asset)
{
    private const int AuthenticationRequired = 530;

    private string Server => asset.Server!;

    /// <summary>Between the TCP connection and the end of EHLO and TLS.</summary>
    /// <param name="cause">What MailKit threw.</param>
    /// <param name="offered">What the server had offered by then.</param>
    /// <param name="certificateRefusal">Why the certificate was refused, or <see langword="null"/>.</param>
    public SmtpSoarException WhileGreeting(Exception cause, SmtpCapabilities offered, string? certificateRefusal) => cause switch
    {
        _ when certificateRefusal is not null => Errors.CertificateRefused.Because(cause, Server, certificateRefusal),
        SslHandshakeException => Errors.TlsFailed.Because(cause, Server, Innermost(cause)),
        NotSupportedException => Errors.TlsNotOffered.Because(cause, Server),
        SmtpCommandException refused when (offered & SmtpCapabilities.StartTLS) != 0 && asset.SslMethod == SslMethod.StartTls => OfReply(Errors.TlsRefused, refused, Server),
        SmtpCommandException refused => OfReply(Errors.ServerNotReady, refused, Server),
        _ => WhileConnecting(cause),
    };

    /// <summary>Anywhere before a message is begun.</summary>
    public SmtpSoarException WhileConnecting(Exception cause) => cause switch
    {
        SmtpSoarException known => known,
        OperationCanceledException => Errors.Stopped.Because(cause),
        TimeoutException => Errors.ServerTimeout.Because(cause, Server, asset.TimeoutSec),
        SmtpProtocolException => IsDisconnect(cause)
            ? Errors.ConnectionLost.Because(cause, Server, "the server closed it")
            : Errors.ProtocolViolation.Because(cause, Server, cause.Message.TrimEnd('.')),
        SmtpCommandException refused => OfReply(Errors.ServerNotReady, refused, Server),
        IOException or ServiceNotConnectedException or ObjectDisposedException => Errors.ConnectionLost.Because(cause, Server, Innermost(cause)),
        _ => Errors.Unexpected.Because(cause, cause.Message, cause.GetType().Name),
    };

    /// <summary>Between MAIL FROM and the last reply.</summary>
    /// <param name="cause">What MailKit threw.</param>
    /// <param name="message">The message.</param>
    /// <param name="recipients">What was said about the recipients so far.</param>
    /// <param name="isWritten">Whether all of the message was handed over.</param>
    public SmtpSoarException WhileSending(Exception cause, ComposedMessage message, IReadOnlyList<RecipientResult> recipients, bool isWritten)
    {
        switch (cause)
        {
            case SmtpSoarException known:
                return known;
            case SmtpCommandException when recipients.Count > 0 && recipients.All(recipient => recipient.Accepted == false):
                return RecipientsRefused(recipients);
            case SmtpCommandException { ErrorCode: SmtpErrorCode.SenderNotAccepted } refused:
                return OfReply(Errors.SenderRefused, refused, Server, message.Sender.Text);
            case SmtpCommandException refused:
                return OfReply(Errors.MessageRefused, refused, Server);
            case ServiceNotAuthenticatedException:
                var reply = ReplyParser.Parse(AuthenticationRequired, cause.Message);
                return Errors.AuthenticationRequired.Because(cause, Server, reply).After(reply, ReplyAdvice.For(reply));
            default:
                return isWritten ? Errors.OutcomeUnknown.Because(cause, Server, Reason(cause)) : WhileConnecting(cause);
        }
    }

    private SmtpSoarException RecipientsRefused(IReadOnlyList<RecipientResult> recipients)
    {
        var first = recipients[0];
        var reply = new SmtpReply(first.StatusCode ?? 0, first.EnhancedStatusCode, first.Text ?? "");
        return Errors.RecipientsRefused.With(Server, Messages.Refusals(recipients)).After(reply, ReplyAdvice.For(reply));
    }

    private static SmtpSoarException OfReply(ErrorDefinition definition, SmtpCommandException cause, params object?[] arguments)
    {
        var reply = ReplyParser.Parse((int)cause.StatusCode, cause.Message);
        return definition.Because(cause, [.. arguments, reply]).After(reply, ReplyAdvice.For(reply));
    }

    // MailKit's text of a disconnect ends with the previous reply, which misleads.
    private static string Reason(Exception cause) => cause switch
    {
        OperationCanceledException => "the command was stopped",
        TimeoutException => "the server said nothing in time",
        SmtpProtocolException when IsDisconnect(cause) => "the server closed the connection",
        _ => Innermost(cause),
    };

    private static bool IsDisconnect(Exception cause) => cause.Message.Contains("unexpectedly disconnected");

    private static string Innermost(Exception cause)
    {
        while (cause.InnerException is not null)
            cause = cause.InnerException;
        return cause.Message.TrimEnd('.');
    }
}
