using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Transport.Fleet;
using SmtpSoar.Core.Transport.Retry;

namespace SmtpSoar.Core.Transport;

/// <summary>The connections that a command has, or a session keeps. Each serves one thread at a time.</summary>
/// <param name="create">Makes one.</param>
/// <param name="traits">The abilities of the connections.</param>
/// <param name="serverState">The state that the connections share.</param>
/// <param name="fleet">The limits that all machines keep together, or <see langword="null"/>.</param>
internal sealed class ConnectionPool(
    Func<IMailTransport> create, TransportTraits traits, SharedServerState serverState, FleetGate? fleet = null) : IDisposable
{
    private readonly List<IMailTransport> _connections = [];

    /// <summary>The abilities of the connections.</summary>
    public TransportTraits Traits { get; } = traits;

    /// <summary>The state that the connections share.</summary>
    public SharedServerState SharedServerState { get; } = serverState;

    /// <summary>The limits that all machines keep together, where there are any.</summary>
    public FleetGate? Fleet => fleet is { IsShared: true } ? fleet : null;

    /// <summary>Gets a connection, which may not be open yet.</summary>
    /// <param name="index">From 0, and less than <see cref="TransportTraits.MaxConnections"/>.</param>
    public IMailTransport this[int index]
    {
        get
        {
            lock (_connections)
            {
                while (_connections.Count <= index)
                    _connections.Add(create());
                return _connections[index];
            }
        }
    }

    /// <summary>Says goodbye over each that is open.</summary>
    public async Task CloseAsync()
    {
        await Task.WhenAll(Existing().Select(connection => connection.CloseAsync())).ConfigureAwait(false);
        await ReturnReservedAsync().ConfigureAwait(false);
    }

    public void Dispose()
    {
        foreach (var connection in Existing())
            connection.Dispose();
        ReturnReservedAsync().GetAwaiter().GetResult();
    }

    // The limits try again by themselves where that fails.
    private Task ReturnReservedAsync() => Fleet is { } shared ? Failures.OfAsync(shared.ReturnReservedAsync) : Task.CompletedTask;

    private IMailTransport[] Existing()
    {
        lock (_connections)
            return [.. _connections];
    }
}
