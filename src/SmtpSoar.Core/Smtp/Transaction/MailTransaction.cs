using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using MailKit;
using MailKit.Net.Smtp;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.Smtp.Transaction;

/// <summary>One transaction: MAIL, RCPT, DATA and the message (RFC 5321, section 3.3).</summary>
/// <remarks>
/// MAIL, RCPT and DATA go in one piece if the server offers PIPELINING (RFC 2920). It may then answer 354 though it has refused every
/// recipient, and gets an end without a message: its reply to that is no acceptance.
/// </remarks>
internal sealed class MailTransaction
{
    /// <summary>How many recipients are asked in one piece.</summary>
    /// <remarks>As many replies fit into the buffers of any system, so that neither side waits for the other to read.</remarks>
    public const int MaxGroup = 250;

    private const string Data = "DATA\r\n";

    private const int AuthenticationRequired = 530;

    private readonly Conversation _server;
    private readonly IDeliveryCheckpoint? _checkpoint;
    private readonly EnvelopeCommands _commands;
    private readonly RecipientTracker _recipients;
    private readonly IReadOnlyList<EnvelopeRecipient> _asked;
    private readonly IReadOnlyList<IContentSegment> _body;
    private Exception? _refusal;
    private int _accepted;

    /// <summary>A transaction of which nothing is said yet.</summary>
    /// <param name="server">The server.</param>
    /// <param name="checkpoint">Hears of the last byte before it goes, or is <see langword="null"/>.</param>
    /// <param name="commands">The commands of the message.</param>
    /// <param name="recipients">Knows the recipients to ask; takes what is said about each.</param>
    /// <exception cref="SmtpSoarException">The message has a lone CR or LF.</exception>
    public MailTransaction(Conversation server, IDeliveryCheckpoint? checkpoint, EnvelopeCommands commands, RecipientTracker recipients)
    {
        (_server, _checkpoint, _commands, _recipients) = (server, checkpoint, commands, recipients);
        _asked = recipients.Asked;
        _body = commands.Image.CheckedBody(CancellationToken.None);
    }

    /// <summary>Whether MAIL, RCPT and DATA go in one piece.</summary>
    public bool IsPipelined { get; init; }

    /// <summary>Whether MAIL, RCPT and DATA went with the message before.</summary>
    public bool IsAnnounced { get; init; }

    /// <summary>Says what may go with the end of the message, or <see langword="null"/>.</summary>
    public Action? SayMore { get; init; }

    /// <summary>Whether the last byte was handed over, so that the server may have taken the message.</summary>
    public bool IsWritten { get; private set; }

    /// <summary>Sends the message.</summary>
    /// <returns>The reply by which the server took it.</returns>
    /// <exception cref="SmtpCommandException">The server refused; it waits for another command.</exception>
    /// <exception cref="ServiceNotAuthenticatedException">The server wants a login first.</exception>
    public ServerReply Run(CancellationToken cancellationToken)
    {
        var data = IsPipelined ? AskTogether() : AskInTurn();
        if (!data.IsIntermediate)
            throw data.ToException(SmtpErrorCode.UnexpectedStatusCode);
        Write(cancellationToken);
        if (_accepted == _asked.Count)
            SayMore?.Invoke();
        var last = _server.Read();
        if (last.IsSuccess)
            return last;
        throw Refusal(last, SmtpErrorCode.MessageNotAccepted);
    }

    private ServerReply AskInTurn()
    {
        _server.Say(_commands.Mail());
        HearMail(_server.Read());
        ThrowRefusal();
        for (var i = 0; i < _asked.Count; i++)
        {
            _server.Say(_commands.Rcpt(_asked[i]));
            var reply = _server.Read();
            HearRcpt(i, reply);
            ThrowRefusal();
            if (reply.Code >= 300 && _recipients.BreaksOff())
                throw reply.ToException(SmtpErrorCode.RecipientNotAccepted);
        }

        if (_accepted == 0)
            throw NobodyAccepted();
        _server.Say(Data);
        return _server.Read();
    }

    private ServerReply AskTogether()
    {
        ServerReply data = default;
        for (var start = 0; start < _asked.Count && _refusal is null; start += MaxGroup)
        {
            var end = Math.Min(start + MaxGroup, _asked.Count);
            if (!IsAnnounced)
                SayGroup(start, end);
            data = HearGroup(start, end);
        }

        if (_refusal is not null && data.IsIntermediate)
            EndWithoutMessage();
        ThrowRefusal();
        return data;
    }

    /// <summary>Says MAIL, RCPT and DATA of a message whose transaction begins later.</summary>
    /// <param name="server">The server.</param>
    /// <param name="commands">The message's commands.</param>
    /// <param name="recipients">Its recipients, no more than <see cref="MaxGroup"/>.</param>
    public static void Announce(Conversation server, EnvelopeCommands commands, IReadOnlyList<EnvelopeRecipient> recipients)
    {
        server.Say(commands.Mail());
        for (var i = 0; i < recipients.Count; i++)
            server.Say(commands.Rcpt(recipients[i]));
        server.Say(Data);
    }

    private void SayGroup(int start, int end)
    {
        if (start == 0)
            _server.Say(_commands.Mail());
        for (var i = start; i < end; i++)
            _server.Say(_commands.Rcpt(_asked[i]));
        if (end == _asked.Count)
            _server.Say(Data);
    }

    // A server that closes the connection usually says why before: that is worth more than the fact.
    private ServerReply HearGroup(int start, int end)
    {
        try
        {
            if (start == 0)
                HearMail(_server.Read());
            for (var i = start; i < end; i++)
                HearRcpt(i, _server.Read());
            if (end < _asked.Count)
                return default;
            if (_accepted == 0)
                _refusal ??= NobodyAccepted();
            return _server.Read();
        }
        catch (Exception) when (_refusal is not null)
        {
            throw new BrokenOffException(_refusal);
        }
    }

    private void HearMail(ServerReply reply)
    {
        if (!reply.IsSuccess)
            _refusal = Refusal(reply, SmtpErrorCode.SenderNotAccepted);
    }

    private void HearRcpt(int index, ServerReply reply)
    {
        if (reply.Code == AuthenticationRequired)
        {
            _refusal ??= Refusal(reply, SmtpErrorCode.RecipientNotAccepted);
            return;
        }

        var isAccepted = reply.Code < 300;
        _accepted += isAccepted ? 1 : 0;
        _recipients.Record(index, _server.Parse(reply), isAccepted);
    }

    // RFC 2920, section 3.1: the server may take an end without a message only for a message to nobody.
    private void EndWithoutMessage()
    {
        try
        {
            _server.EndContent();
            _server.Read();
        }
        catch (Exception cause) when (cause is IOException or TimeoutException or SmtpProtocolException)
        {
            throw new BrokenOffException(_refusal!);
        }
    }

    private void Write(CancellationToken cancellationToken)
    {
        using var content = _server.BeginContent();
        var header = _commands.Image.HeaderBlock;
        content.Write(header, 0, header.Length);
        content.Write(RenderedMessage.LineEnd, 0, RenderedMessage.LineEnd.Length);
        for (var i = 0; i < _body.Count; i++)
            content.Write(_body[i], cancellationToken);
        content.End();
        _server.FinishContent();

        // The dot that ends the message comes after this: without it no server takes the message.
        _checkpoint?.BeforeLastByte();
        _server.EndContent();
        IsWritten = true;
    }

    private void ThrowRefusal()
    {
        if (_refusal is not null)
            throw _refusal;
    }

    private static Exception Refusal(ServerReply reply, SmtpErrorCode error) =>
        reply.Code == AuthenticationRequired ? new ServiceNotAuthenticatedException(reply.Text) : reply.ToException(error);

    private static SmtpCommandException NobodyAccepted() =>
        new(SmtpErrorCode.MessageNotAccepted, SmtpStatusCode.TransactionFailed, "No recipients were accepted.");
}
