using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.Core.Pickup;
using SmtpSoar.Core.Smtp;
using SmtpSoar.Core.Transport.Retry;

namespace SmtpSoar.Core.Transport;

/// <summary>The ways to one server that a command has, or a session keeps. Each serves one thread at a time.</summary>
internal sealed class ConnectionPool : IDisposable
{
    private readonly Func<IMailTransport> _create;
    private readonly List<IMailTransport> _deliveries = [];

    private ConnectionPool(Func<IMailTransport> create, int most, bool isWorthSharing, SharedServerState serverState) =>
        (_create, Max, IsWorthSharing, SharedServerState) = (create, most, isWorthSharing, serverState);

    /// <summary>How many may be open.</summary>
    public int Max { get; }

    /// <summary>Whether other threads may carry messages while more are made: they wait for a server most of the time.</summary>
    public bool IsWorthSharing { get; }

    /// <summary>What they know together.</summary>
    public SharedServerState SharedServerState { get; }

    /// <summary>What an asset allows. Nothing is connected yet.</summary>
    public static ConnectionPool Of(MailServiceOptions options)
    {
        var asset = options.Asset;
        var environment = options.ToRetryEnvironment();
        var serverState = new SharedServerState(asset, environment.Clock);
        if (asset.PickupDirectory is { } folder)
            return new ConnectionPool(() => new PickupTransport(folder, options.Clock), 1, isWorthSharing: false, serverState);
        var settings = options.ToConnectionSettings();
        return new ConnectionPool(
            () => Create(settings with { Sign = options.ToSign(), OnOpened = serverState.Opened }, serverState, environment),
            asset.MaxConnections,
            isWorthSharing: true,
            serverState);
    }

    private static RetryingTransport Create(ConnectionSettings settings, SharedServerState serverState, RetryEnvironment environment) =>
        new(new SmtpTransport(settings, serverState), RetrySettings.Of(settings.Asset), serverState, environment, settings.Sign!);

    /// <summary>One of them.</summary>
    /// <param name="index">From 0, and less than <see cref="Max"/>.</param>
    public IMailTransport this[int index]
    {
        get
        {
            lock (_deliveries)
            {
                while (_deliveries.Count <= index)
                    _deliveries.Add(_create());
                return _deliveries[index];
            }
        }
    }

    /// <summary>Says goodbye over each that is open.</summary>
    public Task CloseAsync() => Task.WhenAll(Existing().Select(delivery => delivery.CloseAsync()));

    public void Dispose()
    {
        foreach (var delivery in Existing())
            delivery.Dispose();
    }

    private IMailTransport[] Existing()
    {
        lock (_deliveries)
            return [.. _deliveries];
    }
}
