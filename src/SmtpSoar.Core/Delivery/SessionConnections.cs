using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Delivery;

/// <summary>The connections of a session, which one command after another may use.</summary>
internal sealed class SessionConnections : ISessionConnections
{
    private const int Free = 0;
    private const int Used = 1;
    private const int Closed = 2;

    private readonly RelayFeedback _feedback = new();
    private readonly Connections _connections;
    private readonly SmtpAsset _asset;
    private readonly SoarActionResult _first = new();
    private int _state;

    private SessionConnections(MailServiceOptions options)
    {
        _asset = options.Asset;
        _connections = Connections.Of(options.For(_feedback));
    }

    public bool IsOpen => Volatile.Read(ref _state) != Closed;

    public string? Tls => _first.Tls;

    public string? Authentication => _first.Authentication;

    /// <summary>Connects and logs in.</summary>
    public static async Task<SmtpSession> OpenAsync(MailServiceOptions options, CancellationToken cancellationToken)
    {
        var session = new SessionConnections(options);
        try
        {
            await session.OpenFirstAsync(options.Feedback, cancellationToken).ConfigureAwait(false);
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
    public Connections Begin(IFeedback feedback)
    {
        var state = Interlocked.CompareExchange(ref _state, Used, Free);
        if (state != Free)
            throw (state == Closed ? Errors.SessionClosed : Errors.SessionBusy).With(_asset);
        _feedback.Target = feedback;
        return _connections;
    }

    /// <summary>Takes them back.</summary>
    /// <param name="isQuiet">Whether no thread uses one of them any more; else there is no way to go on with them.</param>
    public void End(bool isQuiet)
    {
        _feedback.Target = null;
        Interlocked.CompareExchange(ref _state, isQuiet ? Free : Closed, Used);
    }

    public Task CloseAsync() => Interlocked.Exchange(ref _state, Closed) == Free ? _connections.CloseAsync() : Task.CompletedTask;

    public void Dispose()
    {
        Interlocked.Exchange(ref _state, Closed);
        _connections.Dispose();
    }

    private async Task OpenFirstAsync(IFeedback feedback, CancellationToken cancellationToken)
    {
        Begin(feedback);
        try
        {
            await _connections[0].OpenAsync(cancellationToken).ConfigureAwait(false);
            _connections[0].Describe(_first);
        }
        finally
        {
            End(isQuiet: true);
        }
    }
}
