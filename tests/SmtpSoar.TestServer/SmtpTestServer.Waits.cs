using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.TestServer;

/// <summary>The waits, none of which sleeps.</summary>
public sealed partial class SmtpTestServer
{
    /// <summary>Waits until so many messages have been accepted.</summary>
    /// <param name="count">How many, from the start of the server.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The last of them.</returns>
    /// <exception cref="TimeoutException">They did not come within <see cref="ServerOptions.WaitLimit"/>.</exception>
    public async Task<ReceivedMessage> WaitForMessageAsync(int count = 1, CancellationToken cancellationToken = default)
    {
        await WaitUntilAsync(() => _state.MessageCount >= count, cancellationToken, $"message {count}").ConfigureAwait(false);
        return Messages[count - 1];
    }

    /// <summary>Waits until so many connections have been made.</summary>
    /// <param name="count">How many, from the start of the server.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The last of them.</returns>
    /// <exception cref="TimeoutException">They did not come within <see cref="ServerOptions.WaitLimit"/>.</exception>
    public async Task<SmtpTestConnection> WaitForConnectionAsync(int count = 1, CancellationToken cancellationToken = default)
    {
        await WaitUntilAsync(() => Connections.Count >= count, cancellationToken, $"connection {count}").ConfigureAwait(false);
        return Connections[count - 1];
    }

    /// <summary>Waits until no connection is open.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">One was still open after <see cref="ServerOptions.WaitLimit"/>.</exception>
    public Task WaitUntilIdleAsync(CancellationToken cancellationToken = default) =>
        WaitUntilAsync(() => OpenConnections == 0, cancellationToken, "the end of all connections");

    /// <summary>Waits until something holds. It is looked at again whenever a line passes, a connection comes or goes, or a message is accepted.</summary>
    /// <param name="condition">What to wait for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="description">What to call it when the time is over.</param>
    /// <exception cref="TimeoutException">It did not hold within <see cref="ServerOptions.WaitLimit"/>.</exception>
    public async Task WaitUntilAsync(
        Func<bool> condition,
        CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(condition))] string description = "")
    {
        ArgumentNullException.ThrowIfNull(condition);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_options.WaitLimit);
        try
        {
            for (Task change = _state.NextChange(); !condition(); change = _state.NextChange())
            {
                _tasks.ThrowFailures();
                await change.WaitAsync(limit.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _tasks.ThrowFailures();
            throw new TimeoutException($"Waited {_options.WaitLimit.TotalSeconds} s in vain for {description}.{Environment.NewLine}{this}");
        }
    }

    /// <summary>The server and the transcripts of its connections.</summary>
    public override string ToString() => string.Join(
        Environment.NewLine,
        Connections.Select(connection => connection.ToString()).Prepend($"test server on {Host}:{Port}, {_state.MessageCount} messages"));
}
