using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using SmtpSoar.Core.Delivery.Retry;

namespace SmtpSoar.Core.Delivery;

/// <summary>The ways to one server that a command has, or a session keeps. Each serves one thread at a time.</summary>
internal sealed class Connections : IDisposable
{
    private readonly Func<IDelivery> _create;
    private readonly List<IDelivery> _deliveries = [];

    private Connections(Func<IDelivery> create, int most, bool isWorthSharing, Traffic traffic) =>
        (_create, Most, IsWorthSharing, Traffic) = (create, most, isWorthSharing, traffic);

    /// <summary>How many may be open.</summary>
    public int Most { get; }

    /// <summary>Whether other threads may carry messages while more are made: they wait for a server most of the time.</summary>
    public bool IsWorthSharing { get; }

    /// <summary>What they know together.</summary>
    public Traffic Traffic { get; }

    /// <summary>What an asset allows. Nothing is connected yet.</summary>
    public static Connections Of(MailServiceOptions options)
    {
        var asset = options.Asset;
        var environment = options.ToRetryEnvironment();
        var traffic = new Traffic(asset, environment.Clock);
        if (asset.PickupDirectory is { } folder)
            return new Connections(() => new PickupDelivery(folder, options.Clock), 1, isWorthSharing: false, traffic);
        var settings = options.ToConnectionSettings();
        return new Connections(
            () => Create(settings with { Sign = options.ToSign(), OnOpened = traffic.Opened }, traffic, environment),
            asset.MaxConnections,
            isWorthSharing: true,
            traffic);
    }

    private static RetryingDelivery Create(ConnectionSettings settings, Traffic traffic, RetryEnvironment environment) =>
        new(new SmtpDelivery(settings, traffic), RetrySettings.Of(settings.Asset), traffic, environment, settings.Sign!);

    /// <summary>One of them.</summary>
    /// <param name="index">From 0, and less than <see cref="Most"/>.</param>
    public IDelivery this[int index]
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

    private IDelivery[] Existing()
    {
        lock (_deliveries)
            return [.. _deliveries];
    }
}
