using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MailKit;
using MailKit.Net.Smtp;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Smtp.Authentication;
using SmtpSoar.Core.Smtp.Connection;
using SmtpSoar.Core.Smtp.Protocol;
using SmtpSoar.Core.Smtp.Tls;
using SmtpSoar.Core.Smtp.Transaction;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.Smtp;

/// <summary>A connection that is logged in: one conversation with one server, never used by two threads at once.</summary>
internal sealed class SmtpConnection : IDisposable
{
    private const int Refusal = 400;
    private const int Closing = 421;

    private static readonly TimeSpan MaxCheckTime = TimeSpan.FromSeconds(10);

    // A server ends the connection at once, and nobody waits long for one that does not.
    private static readonly TimeSpan MaxGoodbyeTime = TimeSpan.FromSeconds(2);

    private readonly ConnectionSettings _settings;
    private readonly SoarSmtpClient _transport;
    private readonly ProtocolMonitor _monitor;
    private readonly FailureTranslator _failures;
    private ClientStream? _stream;
    private Conversation? _conversation;
    private SmtpCapabilities _offered;
    private Announcement? _announced;
    private bool _isByProxy;

    private SmtpConnection(ConnectionSettings settings)
    {
        _settings = settings;
        Info = InfoOf(settings);
        _monitor = new ProtocolMonitor(settings);
        _failures = new FailureTranslator(Asset, _monitor);
        _transport = new SoarSmtpClient(_monitor);
    }

    /// <summary>Whether more messages can go over it.</summary>
    public bool IsUsable { get; private set; }

    /// <summary>Whether the server has said something that nobody asked for, such as that it closes.</summary>
    public bool HasUnasked => _monitor.HasUnasked;

    /// <summary>The server, TLS and authentication of the connection, as it was opened.</summary>
    public ConnectionInfo Info { get; private set; }

    /// <summary>How many messages were tried over it.</summary>
    public int Messages { get; private set; }

    /// <summary>Whether the server has the envelope of the next message.</summary>
    public bool IsAnnounced => _announced is not null;

    /// <summary>Whether SMTPUTF8 is still switched on. It is off unless a message needs it.</summary>
    public bool IsInternational { get; private set; }

    private bool OffersSmtpUtf8 { get; set; }

    private bool Pipelines => (_offered & SmtpCapabilities.Pipelining) != 0 && !_settings.Pipelining.IsDoubtful;

    private SmtpAsset Asset => _settings.Asset;

    /// <summary>Describes a connection that is not open yet: server and port.</summary>
    public static ConnectionInfo InfoOf(ConnectionSettings settings) =>
        new(settings.Asset.Server, settings.Asset.EffectivePort, null, null);

    /// <summary>Connects, starts TLS, and logs in.</summary>
    public static async Task<SmtpConnection> OpenAsync(
        ConnectionSettings settings,
        bool international,
        StepLog steps,
        CancellationToken cancellationToken)
    {
        var authenticator = new Authenticator(settings);
        await authenticator.PrepareAsync(steps, cancellationToken).ConfigureAwait(false);
        try
        {
            return await OpenAsync(settings, authenticator, international, steps, cancellationToken).ConfigureAwait(false);
        }
        catch (SmtpSoarException) when (authenticator.WantsAnotherConnection)
        {
            return await OpenAsync(settings, authenticator, international, steps, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<SmtpConnection> OpenAsync(
        ConnectionSettings settings,
        Authenticator authenticator,
        bool international,
        StepLog steps,
        CancellationToken cancellationToken)
    {
        var started = settings.Clock.GetTimestamp();
        var connection = new SmtpConnection(settings);
        try
        {
            await connection.OpenAsync(authenticator, international, steps, cancellationToken).ConfigureAwait(false);
            settings.OnOpened?.Invoke(settings.Clock.GetElapsedTime(started));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Whether the server still listens, after this connection was idle: many close one silently, and so do firewalls.</summary>
    public async Task<bool> IsAliveAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(MaxCheckTime);
        try
        {
            return await RunAsync(() => IsAlive(limit.Token)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Whether this message can go over this connection: only an announced one, or by SMTPUTF8 as the connection has it.</summary>
    public bool Suits(ComposedMessage message) =>
        _announced?.IsOf(message) ?? (IsInternational == WantsSmtpUtf8(message) || !OffersSmtpUtf8);

    /// <summary>Whether the message is to go with SMTPUTF8 where the server offers it.</summary>
    public static bool WantsSmtpUtf8(ComposedMessage message) =>
        message.Image.HasEightBitHeader || message.InternationalAddress is not null;

    /// <summary>Checks the message against what the server offers, then sends it.</summary>
    /// <param name="outbound">The message.</param>
    /// <param name="recipients">Knows the recipients to ask; takes what is said about each.</param>
    /// <param name="next">Gives the message that is sent next over this connection for sure, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The server's last reply.</returns>
    public async Task<SmtpReply> SendAsync(
        OutboundMessage outbound, RecipientTracker recipients, Func<ComposedMessage?>? next, CancellationToken cancellationToken)
    {
        using var wait = BeginWait();
        return await RunAsync(() => Send(outbound, recipients, next, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Says QUIT. Never fails: the messages are sent.</summary>
    /// <param name="awaitsEnd">
    /// Whether the server's end is awaited, since another connection follows: until then the server counts both.
    /// </param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task CloseAsync(bool awaitsEnd, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(MaxGoodbyeTime);
        try
        {
            await RunAsync(() => Quit(awaitsEnd || _settings.AwaitsEnd, limit.Token)).ConfigureAwait(false);
        }
        catch (Exception cause) when (
            cause is IOException or OperationCanceledException or TimeoutException or ObjectDisposedException or SmtpProtocolException)
        {
            _settings.Feedback.Verbose(Core.Messages.QuitFailed(Asset.Server!, cause.GetType().Name));
        }
    }

    public void Dispose() => _transport.Dispose();

    private async Task OpenAsync(Authenticator authenticator, bool international, StepLog steps, CancellationToken cancellationToken)
    {
        var stream = _settings.StreamFactory?.Invoke()
            ?? await new ServerConnector(_settings).OpenAsync(steps, cancellationToken).ConfigureAwait(false);
        _isByProxy = Asset.Proxy is not null && _settings.StreamFactory is null;
        using var wait = BeginWait();
        var validator = new CertificateValidator(Asset, _settings.Feedback);
        var handshake = new Handshake(_settings, _transport, _monitor, validator, _failures);
        _stream = await handshake.RunAsync(stream, steps, cancellationToken).ConfigureAwait(false);
        _monitor.Follow(stream, _stream.Tls is not null);
        _monitor.BeginTurn();
        var authentication = await steps.RunAsync(
            "Authenticate",
            () => TranslateAsync(() =>
                authenticator.LogInAsync(_transport, _monitor, _stream.Tls is not null, stream.IsLoopback, cancellationToken)),
            how => how).ConfigureAwait(false);
        _monitor.BeginTurn();

        // RFC 6531, section 3.1, item 8: a server with SMTPUTF8 has 8BITMIME too.
        const SmtpCapabilities needed = SmtpCapabilities.UTF8 | SmtpCapabilities.EightBitMime;
        OffersSmtpUtf8 = (_transport.Capabilities & needed) == needed && Asset.AllowSmtpUtf8;
        IsInternational = international && OffersSmtpUtf8;
        _offered = _transport.Capabilities;
        _conversation = new Conversation(_stream, _monitor);
        IsUsable = true;
        Info = Info with { Tls = _stream.Tls is { } tls ? TlsName.Of(tls.SslProtocol) : null, Authentication = authentication };
        _settings.Feedback.Verbose(Core.Messages.Connected(Asset.Server!, Asset.EffectivePort, Info.Tls ?? "no TLS", authentication));
    }

    // A proxy's stream shows no waits by itself, and no thread waits in it.
    private Wait? BeginWait() => _isByProxy ? _settings.Sign?.Begin(Core.Messages.ForReply(_settings.Sign.Server), limit: null) : null;

    // A thread waits in a socket of ours; a proxy's stream is MailKit's.
    private Task<T> RunAsync<T>(Func<T> work) => _isByProxy ? Task.Run(work) : Task.FromResult(work());

    private bool IsAlive(CancellationToken cancellationToken)
    {
        using var stop = _stream!.StopBy(cancellationToken);
        try
        {
            _conversation!.Say("NOOP\r\n", isProbe: true);
            return IsUsable = _conversation.Read().Code != Closing;
        }
        catch (Exception cause) when (cause is SmtpProtocolException or IOException or TimeoutException)
        {
            Close();
            return false;
        }
    }

    private bool Quit(bool awaitsEnd, CancellationToken cancellationToken)
    {
        using var stop = _stream!.StopBy(cancellationToken);
        try
        {
            // Within a message it would be a part of that.
            if (_announced is null)
                _conversation!.Say("QUIT\r\n");
            _conversation!.Flush();
            if (awaitsEnd && _announced is null)
                AwaitEnd();
            return true;
        }
        finally
        {
            Close();
        }
    }

    private void AwaitEnd()
    {
        _conversation!.Read();
        var rest = new byte[64];
        while (_stream!.Read(rest, 0, rest.Length) > 0)
        {
            // It says no more.
        }
    }

    private SmtpReply Send(
        OutboundMessage outbound, RecipientTracker recipients, Func<ComposedMessage?>? next, CancellationToken cancellationToken)
    {
        var transaction = Begin(outbound, recipients, next);
        Messages++;
        using var stop = _stream!.StopBy(cancellationToken);
        try
        {
            outbound.Checkpoint?.Begin(cancellationToken);
            return _conversation!.Parse(transaction.Run(cancellationToken));
        }
        catch (Exception cause)
        {
            Clear(cause);
            if (cause is SmtpSoarException)
                throw;
            var first = cause is BrokenOffException broken ? broken.InnerException! : cause;
            throw Translate(first, outbound, recipients, transaction.IsWritten);
        }
    }

    private MailTransaction Begin(OutboundMessage outbound, RecipientTracker recipients, Func<ComposedMessage?>? next)
    {
        var message = outbound.Message;
        var isAnnounced = _announced is not null;
        if (isAnnounced)
            recipients.Max = int.MaxValue;
        recipients.Begin();
        try
        {
            var image = ChooseImage(message);
            CapabilityCheck.Check(message, image, _offered, _transport.MaxSize, Asset.Server!, OffersSmtpUtf8);
            return new MailTransaction(_conversation!, outbound.Checkpoint, CommandsOf(message, image), recipients)
            {
                IsPipelined = isAnnounced || Pipelines,
                IsAnnounced = isAnnounced,
                SayMore = next is not null && Pipelines ? () => Announce(next) : null,
            };
        }
        catch (SmtpSoarException) when (isAnnounced)
        {
            // The server waits for the message.
            Close();
            throw;
        }
        finally
        {
            _announced = null;
        }
    }

    private EnvelopeCommands CommandsOf(ComposedMessage message, RenderedMessage image) =>
        new(message, image, _offered, IsInternational && WantsSmtpUtf8(message));

    // RFC 2920, section 3.1: another message's commands may follow the end of this one at once.
    private void Announce(Func<ComposedMessage?> next)
    {
        if (next() is not { } message || !IsAnnounceable(message))
            return;
        _announced = new Announcement(message);
        MailTransaction.Announce(_conversation!, CommandsOf(message, message.Image), message.Recipients);
    }

    // Nothing of it is decided or told before its turn.
    private bool IsAnnounceable(ComposedMessage message) =>
        Suits(message)
        && (OffersSmtpUtf8 || !WantsSmtpUtf8(message))
        && (!message.Image.HasEightBitBody || (_offered & SmtpCapabilities.EightBitMime) != 0)
        && message.Recipients.Count <= MailTransaction.MaxGroup
        && (_transport.MaxSize == 0 || message.Image.Size <= _transport.MaxSize)
        && (message.DeliveryNotification == DeliveryNotification.None || (_offered & SmtpCapabilities.Dsn) != 0);

    private SmtpSoarException Translate(Exception cause, OutboundMessage outbound, RecipientTracker recipients, bool isWritten)
    {
        var error = _failures.WhileSending(cause, outbound.Message, recipients, isWritten);
        if (cause is ServiceNotAuthenticatedException or SmtpCommandException { ErrorCode: SmtpErrorCode.SenderNotAccepted })
            recipients.Clear();
        if (error.Is(Errors.ProtocolViolation))
            _settings.Pipelining.Doubt();
        if (error.Reply?.Code == Closing || error.Is(Errors.ProtocolViolation))
            Close();
        if (!error.MayBeDelivered)
            outbound.Checkpoint?.NotTaken();
        return error;
    }

    // After a refusal the server waits for another command. After all else nobody knows what it waits for.
    private void Clear(Exception cause)
    {
        if (cause is not ServiceNotAuthenticatedException && !IsRefusal(cause as SmtpCommandException))
            Close();
        else if (_announced is null)
            Reset();
    }

    private static bool IsRefusal(SmtpCommandException? thrown) => (int?)thrown?.StatusCode is >= Refusal and not Closing;

    private void Reset()
    {
        try
        {
            _conversation!.Say("RSET\r\n");
            if (!_conversation.Read().IsSuccess)
                Close();
        }
        catch (Exception cause) when (cause is SmtpProtocolException or IOException or TimeoutException or OperationCanceledException)
        {
            Close();
        }
    }

    private void Close()
    {
        IsUsable = false;
        _announced = null;
        _conversation?.Abandon();
        _stream!.Dispose();
    }

    private async Task<T> TranslateAsync<T>(Func<Task<T>> step)
    {
        try
        {
            return await step().ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is not SmtpSoarException)
        {
            throw _failures.WhileConnecting(cause);
        }
    }

    private RenderedMessage ChooseImage(ComposedMessage message)
    {
        var image = message.Image;
        if (image.HasEightBitHeader && !OffersSmtpUtf8 && message.InternationalAddress is null)
            _settings.Feedback.Warning(Core.Messages.SentWithoutSmtpUtf8(Asset.Server!));
        if (!image.HasEightBitBody || (_offered & SmtpCapabilities.EightBitMime) != 0)
            return image;
        if (message.SevenBitImage is { } convert)
            return convert();
        _settings.Feedback.Warning(Core.Messages.SentWithoutEightBit(Asset.Server!));
        return image;
    }

    /// <summary>A message whose MAIL, RCPT and DATA the server has.</summary>
    private sealed class Announcement(ComposedMessage announced)
    {
        /// <summary>Whether the message has the same envelope: it may be another rendering of the same.</summary>
        public bool IsOf(ComposedMessage message) =>
            ReferenceEquals(message.Recipients, announced.Recipients) && ReferenceEquals(message.Sender, announced.Sender)
            && message.Image.Size == announced.Image.Size;
    }
}
