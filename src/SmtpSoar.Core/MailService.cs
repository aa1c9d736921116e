using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Assets;
using SmtpSoar.Core.Composition;
using SmtpSoar.Core.Outbox;
using SmtpSoar.Core.Outbox.Delivery;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Transport;
using SmtpSoar.Core.Transport.Dispatch;

namespace SmtpSoar.Core;

/// <summary>Sends mail for one asset. All messages share connections; one call at a time.</summary>
public sealed class MailService : IDisposable
{
    private readonly MailServiceOptions _options;
    private readonly ProgressMeter _progress;
    private readonly MailOutbox? _ownOutbox;
    private readonly OutboxContext? _outbox;
    private ConnectionPool? _connections;
    private MessageFactory? _factory;
    private SendPipeline? _flow;
    private IReadOnlyList<(IDraftInquirer Inquirer, TransportContext Context)>? _inquiries;
    private SmtpSoarException? _assetFailure;
    private bool _isAssetChecked;

    /// <summary>Nothing is connected yet.</summary>
    internal MailService(MailServiceOptions options)
    {
        _options = options;
        _progress = new ProgressMeter(options.Feedback, options.Clock);
        _ownOutbox = options.OpenOutbox is null ? options.CreateOutbox() : null;
        _outbox = (options.OpenOutbox ?? _ownOutbox) is { } outbox
            ? new OutboxContext(outbox.Store, Asset, options.ToRetryEnvironment())
            : null;
        options.Limits = _outbox?.Store.Limits;
    }

    /// <summary>How many messages there will be, where that is known: progress tells it.</summary>
    public int? Total
    {
        get => _progress.Total;
        set => _progress.Total = value;
    }

    private SmtpAsset Asset => _options.Asset;

    private ConnectionPool ConnectionPool => _connections ??= Session?.Begin(_options) ?? TransportPipeline.CreatePool(_options);

    private SessionConnectionPool? Session => (SessionConnectionPool?)_options.Session?.Connections;

    private MessageFactory Factory => _factory ??= _options.ToMessageFactory();

    // A fault of the asset is one of every message.
    private SmtpSoarException? AssetFailure
    {
        get
        {
            if (!_isAssetChecked)
                _assetFailure = Failures.Of(() => CheckAsset(_options));
            _isAssetChecked = true;
            return _assetFailure;
        }
    }

    // An asset that can't be used asks nobody, and each message says why.
    private IReadOnlyList<(IDraftInquirer Inquirer, TransportContext Context)> Inquiries =>
        _inquiries ??= _outbox is null || AssetFailure is not null ? [] : TransportPipeline.InquirersFor(_options);

    private SendPipeline Flow => _flow ??= new SendPipeline(ConnectionPool, SendAsync, _options.Feedback, _options.Clock)
    {
        Ahead = _outbox is { Store.AcceptsTogether: true } outbox ? new OutboxAhead(outbox) : null,
    };

    /// <summary>Makes the service of a command: takes its session, where there is one, and gets ready for a first message.</summary>
    /// <exception cref="SmtpSoarException">The session is closed, or another command uses it.</exception>
    public static MailService Open(MailServiceOptions options)
    {
        if (options.Session is null)
            TransportPipeline.FactoryFor(options).WarmUp();
        var service = new MailService(options);
        try
        {
            _ = service.ConnectionPool;
            return service;
        }
        catch
        {
            service.Dispose();
            throw;
        }
    }

    /// <summary>Opens a session with the asset's server.</summary>
    /// <exception cref="SmtpSoarException">The asset can't be, or the server can't be used.</exception>
    public static Task<SmtpSession> OpenSessionAsync(MailServiceOptions options, CancellationToken cancellationToken)
    {
        CheckAsset(options);
        return SessionConnectionPool.OpenAsync(options, cancellationToken);
    }

    /// <summary>Tries the asset, step by step.</summary>
    /// <param name="options">The asset.</param>
    /// <param name="skipTestMail">Whether no test mail is sent.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static Task<MailOutcome> TestAsync(MailServiceOptions options, bool skipTestMail, CancellationToken cancellationToken) =>
        new ConnectivityTest(options).RunAsync(skipTestMail, cancellationToken);

    /// <summary>Composes and checks a message without sending it. Its failure is kept for the outcome.</summary>
    public PreparedMail Prepare(MailRequest request, CancellationToken cancellationToken)
    {
        var started = _options.Clock.GetTimestamp();
        var prepared = AssetFailure is { } failure
            ? PreparedMail.Failed(request, failure)
            : PreparedMail.Of(request, Factory, _options.Feedback, cancellationToken);
        if (prepared.Message is { } message && Failures.Of(() => TransportPipeline.CheckMessage(_options, message)) is { } obstacle)
            prepared = PreparedMail.Failed(request, obstacle);
        prepared.Elapsed = _options.Clock.GetElapsedTime(started);
        return prepared;
    }

    /// <summary>Takes a message on its way, and comes back when there is room for another one.</summary>
    public Task AddAsync(PreparedMail prepared, CancellationToken cancellationToken) => Flow.AddAsync(prepared, cancellationToken);

    /// <summary>The next outcome in the order of the messages, if it is known already.</summary>
    public bool TryTake(out MailOutcome outcome) => Flow.TryTake(out outcome);

    /// <summary>Waits for the next outcome in the order of the messages.</summary>
    /// <returns>The outcome, or <see langword="null"/> once each message has had its own.</returns>
    public async Task<MailOutcome?> NextAsync(CancellationToken cancellationToken)
    {
        if (_flow is not { HasMore: true } flow)
            return null;
        await flow.WaitAsync(cancellationToken).ConfigureAwait(false);
        return flow.TryTake(out var outcome) ? outcome : null;
    }

    /// <summary>Begins no more messages.</summary>
    /// <returns>The outcomes of the messages that had been begun.</returns>
    public Task<IReadOnlyList<MailOutcome>> HaltAsync() => Flow.HaltAsync();

    /// <summary>Sends a message by itself. A failure is an outcome, not an exception.</summary>
    internal Task<MailOutcome> SendAsync(PreparedMail prepared, CancellationToken cancellationToken) =>
        SendAsync(prepared, ConnectionPool[0], cancellationToken);

    /// <summary>Tries messages of the outbox although other machines leave the server alone: a person wants them sent now.</summary>
    public void AskAtOnce() => _outbox!.AsksAtOnce = true;

    /// <summary>How many messages are best taken out of the outbox at once.</summary>
    public int ClaimBatch => _outbox?.Store.ClaimBatch ?? 1;

    /// <summary>Takes messages of one state out of the outbox, to be sent.</summary>
    /// <param name="entries">The messages as they were listed.</param>
    /// <param name="onDamaged">Hears of each message that is damaged, with its id. The others go on.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The messages, in their order, without those that another command has by now.</returns>
    public async Task<IReadOnlyList<PreparedMail>> ClaimAsync(
        IReadOnlyList<OutboxEntry> entries, Action<string, SmtpSoarException> onDamaged, CancellationToken cancellationToken)
    {
        var claim = new OutboxClaim(entries[0].State) { Ids = [.. entries.Select(entry => entry.Id).Distinct()], OnDamaged = onDamaged };
        return await ClaimAsync(claim, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes messages out of the outbox that are due, to be sent, the oldest first.</summary>
    internal Task<IReadOnlyList<PreparedMail>> ClaimDueAsync(
        int maxCount, Action<string, SmtpSoarException> onDamaged, CancellationToken cancellationToken) =>
        ClaimAsync(new OutboxClaim(OutboxState.Waiting) { MaxCount = maxCount, OnDamaged = onDamaged }, cancellationToken);

    /// <summary>Whether the asset, or the one that stands by, can ask about drafts that were left when a command ended.</summary>
    public bool CanAskDrafts => Inquiries.Count > 0;

    /// <summary>Lists the messages whose outcome is unknown, and of which a draft may tell it.</summary>
    /// <param name="ids">Only these, or <see langword="null"/> for all.</param>
    /// <param name="onlyDue">Whether those are left out that are to be asked about later.</param>
    /// <exception cref="SmtpSoarException">The outbox can't be read.</exception>
    public IReadOnlyList<OutboxEntry> ListAskable(IReadOnlyList<string>? ids, bool onlyDue)
    {
        var query = new OutboxQuery { States = [OutboxState.Unknown], Ids = ids, OnlyDue = onlyDue, OnlyDrafts = true };
        return CanAskDrafts ? [.. _outbox!.Store.List(query)] : [];
    }

    /// <summary>Asks about drafts of messages whose outcome is unknown. A draft that was not sent is sent.</summary>
    /// <remarks>It needs no connection of this service, and may go beside the messages that are on their way.</remarks>
    /// <param name="entries">The messages as they were listed.</param>
    /// <param name="onDamaged">Hears of each message that is damaged, with its id. The others go on.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The outcomes, without those of messages that another command has by now, or that nobody was asked about.</returns>
    public async Task<IReadOnlyList<MailOutcome>> AskAsync(
        IReadOnlyList<OutboxEntry> entries, Action<string, SmtpSoarException> onDamaged, CancellationToken cancellationToken)
    {
        var inquiry = new DraftInquiry(_outbox!, Inquiries);
        var outcomes = new List<MailOutcome>();
        foreach (var entry in entries)
        {
            if (cancellationToken.IsCancellationRequested)
                break;
            if (await inquiry.AskAsync(entry.Id, onDamaged, cancellationToken).ConfigureAwait(false) is { } asked)
                outcomes.Add(OutboxMail.ToOutcome(asked.Record, asked.Receipt));
        }

        return outcomes;
    }

    /// <summary>Makes the way of messages of a worker that stays.</summary>
    internal StandingPipeline OpenStanding() => new(ConnectionPool, SendAsync, _options.Feedback, _options.Clock);

    private async Task<IReadOnlyList<PreparedMail>> ClaimAsync(OutboxClaim claim, CancellationToken cancellationToken)
    {
        if (await _outbox!.IsPausedAsync(cancellationToken).ConfigureAwait(false))
            return [];
        var prepared = new List<PreparedMail>();
        foreach (var lease in await _outbox.Store.ClaimAsync(claim, cancellationToken).ConfigureAwait(false))
        {
            // A damaged message that can't be put away keeps no other from being sent.
            var failure = await Failures.OfAsync(
                async () => prepared.Add(await OutboxMail.PrepareAsync(lease, _outbox.Schedule).ConfigureAwait(false)))
                .ConfigureAwait(false);
            if (failure is not null)
                claim.OnDamaged(lease.Record.Id, failure);
        }

        return prepared;
    }

    /// <summary>Why no message of the outbox is worth trying now, or <see langword="null"/>.</summary>
    public SmtpSoarException? OutboxPause => _outbox?.Pause.Failure;

    /// <summary>
    /// Shows no progress any more, makes durable what the outbox has on record, and says goodbye to the server, unless a session keeps it.
    /// </summary>
    public async Task CloseAsync()
    {
        _progress.Complete();
        await FlushOutboxAsync().ConfigureAwait(false);
        if (_options.Session is null && _connections is not null)
            await _connections.CloseAsync().ConfigureAwait(false);
    }

    /// <summary>Ends all work, and closes all connections at once but for those of a session.</summary>
    public void Dispose()
    {
        var isQuiet = _flow?.End() ?? true;
        _flow?.Dispose();
        if (Session is null)
            _connections?.Dispose();
        if (_connections is not null)
            Session?.End(isQuiet);
        _connections = null;

        // Last: it puts back what nobody sends any more.
        _ownOutbox?.Dispose();
    }

    private async Task<MailOutcome> SendAsync(PreparedMail prepared, IMailTransport delivery, CancellationToken cancellationToken)
    {
        if (prepared.Message is not { } message)
            return prepared.ToFailure();
        var started = _options.Clock.GetTimestamp();
        var way = TransportPipeline.Over(delivery, _progress, _outbox, prepared);

        // A message of an outbox goes once it is its turn, and not before.
        var outbound = new OutboundMessage(message) { Next = _outbox is null ? prepared.Next : null };
        var receipt = await way.SendAsync(outbound, cancellationToken).ConfigureAwait(false);
        var result = prepared.ToResult();
        result.Duration = prepared.Elapsed + _options.Clock.GetElapsedTime(started);
        _progress.Done(receipt.Failure is not null);
        message.WarnOfGrowth(_options.Feedback);
        return ResultMapper.ToOutcome(result, message, receipt, _outbox?.Store.DisplayName);
    }

    private async Task FlushOutboxAsync()
    {
        if (_outbox is not { } outbox)
            return;
        if (await Failures.OfAsync(() => outbox.Store.FlushAsync(CancellationToken.None)).ConfigureAwait(false) is { } failure)
            _options.Feedback.Warning(Messages.OutboxNotFlushed(outbox.Store.DisplayName, failure.Sentence));
    }

    private static void CheckAsset(MailServiceOptions options)
    {
        AssetValidator.Validate(options.Asset);
        TransportPipeline.FactoryFor(options).Check(options.Asset);
        if (options.ToFallback() is not { } other)
            return;
        AssetValidator.Validate(other.Asset);
        TransportPipeline.FactoryFor(other).Check(other.Asset);
    }
}
