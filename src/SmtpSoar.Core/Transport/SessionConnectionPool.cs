using System;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Transport.Fleet;

namespace SmtpSoar.Core.Transport;

/// <summary>The connections of a session, which one command after another may use.</summary>
internal sealed class SessionConnectionPool : ISessionConnections
{
    private readonly object _lock = new();
    private readonly SwitchableFeedback _feedback = new();
    private readonly SessionLimits _limits = new();
    private readonly ConnectionPool _connections;
    private readonly SmtpAsset _asset;
    private MailOutbox? _outbox;
    private ConnectionInfo? _first;
    private bool _isUsed;
    private bool _isClosed;

    private SessionConnectionPool(MailServiceOptions options)
    {
        _asset = options.Asset;
        options.Limits = _limits;
        _connections = TransportPipeline.CreatePool(options.For(_feedback));
    }

    public bool IsOpen
    {
        get
        {
            lock (_lock)
                return !_isClosed;
        }
    }

    public string? Tls => _first?.Tls;

    public string? Authentication => _first?.Authentication;

    /// <summary>Connects and logs in.</summary>
    public static async Task<SmtpSession> OpenAsync(MailServiceOptions options, CancellationToken cancellationToken)
    {
        var session = new SessionConnectionPool(options);
        try
        {
            await session.OpenFirstAsync(options, cancellationToken).ConfigureAwait(false);
            return new SmtpSession(options.Asset, session, options.Clock.GetLocalNow());
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Lends the connections to a command.</summary>
    /// <exception cref="SmtpSoarException">The session is closed, or another command uses it.</exception>
    public ConnectionPool Begin(MailServiceOptions options)
    {
        lock (_lock)
        {
            if (_isClosed || _isUsed)
                throw (_isClosed ? Errors.SessionClosed : Errors.SessionBusy).With(_asset);
            _isUsed = true;
        }

        _feedback.Target = options.Feedback;
        KeepLimits(options);
        return _connections;
    }

    /// <summary>Takes them back, and closes them if the session was closed meanwhile.</summary>
    /// <param name="isQuiet">Whether no thread uses one of them any more; else there is no way to go on with them.</param>
    public void End(bool isQuiet)
    {
        _feedback.Target = null;
        bool closes;
        lock (_lock)
        {
            _isUsed = false;
            closes = _isClosed |= !isQuiet;
        }

        if (closes)
            Close();
    }

    public Task CloseAsync() => TryMarkClosed() ? _connections.CloseAsync() : Task.CompletedTask;

    public void Dispose()
    {
        if (TryMarkClosed())
            Close();
    }

    private void Close()
    {
        _connections.Dispose();
        _outbox?.Dispose();
        _outbox = null;
    }

    // The session's own place in the outbox: its connections stay open between commands, and count all the time.
    private void KeepLimits(MailServiceOptions options)
    {
        if (_outbox is not null || options.CreateOutbox() is not { } outbox)
            return;
        if (outbox.Store.Limits is not { } limits)
        {
            outbox.Dispose();
            return;
        }

        (_outbox, _limits.Target) = (outbox, limits);
    }

    // A command that sends keeps its connections, and closes them when it is done.
    private bool TryMarkClosed()
    {
        lock (_lock)
        {
            _isClosed = true;
            return !_isUsed;
        }
    }

    private async Task OpenFirstAsync(MailServiceOptions options, CancellationToken cancellationToken)
    {
        Begin(options);
        try
        {
            if (_connections.Fleet is { } fleet)
                await ReserveAsync(fleet, options, cancellationToken).ConfigureAwait(false);
            await _connections[0].OpenAsync(cancellationToken).ConfigureAwait(false);
            _first = _connections[0].Connection;
        }
        finally
        {
            End(isQuiet: true);
        }
    }

    private static Task ReserveAsync(FleetGate fleet, MailServiceOptions options, CancellationToken cancellationToken) => fleet.WaitAsync(
        stop => fleet.ReserveAsync(isAnother: false, stop),
        TimeSpan.FromSeconds(options.Asset.TimeoutSec),
        options.ToSign(),
        options.ToRetryEnvironment().Clock,
        cancellationToken);
}
