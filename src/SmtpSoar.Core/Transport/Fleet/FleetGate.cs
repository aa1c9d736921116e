using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Runtime;

namespace SmtpSoar.Core.Transport.Fleet;

/// <summary>
/// One asset's limits, kept together with all machines that share its outbox, and what this process has of its connections. Safe for many
/// threads.
/// </summary>
/// <param name="limits">The limits of all servers.</param>
/// <param name="asset">The asset.</param>
internal sealed class FleetGate(IFleetLimits limits, SmtpAsset asset)
{
    // A wish holds for two seconds.
    private const int TriesForWish = 5;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly string _server = string.Format(
        CultureInfo.InvariantCulture,
        "{0}:{1}:{2}",
        asset.Server?.ToLowerInvariant(),
        asset.EffectivePort,
        asset.Username?.ToLowerInvariant());

    private readonly object _lock = new();
    private readonly List<IFleetSlot> _taken = [];
    private IFleetSlot? _reserved;

    /// <summary>Whether machines share the limits.</summary>
    public bool IsShared => limits.IsKept;

    /// <summary>Whether this process has one of the connections, or has one reserved.</summary>
    public bool HasSlot
    {
        get
        {
            lock (_lock)
                return _reserved is { IsHeld: true } || _taken.Exists(slot => slot.IsHeld);
        }
    }

    /// <summary>Whether a message needs a turn.</summary>
    public bool HasTurns => asset.MaxMessagesPerMinute is not null && limits.IsKept;

    /// <summary>Takes a turn.</summary>
    /// <returns>Zero if it is taken, or the time after which one may be free.</returns>
    public Task<TimeSpan> TakeTurnAsync(CancellationToken cancellationToken) => asset.MaxMessagesPerMinute is { } most
        ? limits.TakeTurnAsync(_server, most, cancellationToken)
        : Task.FromResult(TimeSpan.Zero);

    /// <summary>Takes the connection that is reserved, or else one that is free.</summary>
    /// <returns>The connection, or <see langword="null"/> where others have them all.</returns>
    public async Task<IFleetSlot?> TakeSlotAsync(CancellationToken cancellationToken)
    {
        var slot = TakeReserved();
        if (slot is not { IsHeld: true })
            slot = await limits.TakeSlotAsync(_server, asset.MaxConnections, cancellationToken).ConfigureAwait(false);
        if (slot is not null)
            lock (_lock)
                _taken.Add(slot);
        return slot;
    }

    /// <summary>Gives a connection to others.</summary>
    public Task ReleaseAsync(IFleetSlot slot)
    {
        lock (_lock)
            _taken.Remove(slot);
        return slot.ReleaseAsync();
    }

    /// <summary>Sees to it that a message need not wait for a connection. For one thread at a time.</summary>
    /// <param name="isAnother">Whether those that this process has are of no use for it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether this process has one, or one is reserved for it now.</returns>
    public async Task<bool> ReserveAsync(bool isAnother, CancellationToken cancellationToken)
    {
        if (isAnother ? HasReserved : HasSlot)
            return true;
        var slot = await limits.TakeSlotAsync(_server, asset.MaxConnections, cancellationToken).ConfigureAwait(false);
        lock (_lock)
            _reserved = slot;
        return slot is not null;
    }

    /// <summary>Gives a connection to others that was reserved, and that no message needs.</summary>
    public Task ReturnReservedAsync() => TakeReserved()?.ReleaseAsync() ?? Task.CompletedTask;

    /// <summary>Waits until a connection can be had, shows the wait, and tells those who have the connections.</summary>
    /// <param name="tryTake">Takes or reserves one, and tells if it could.</param>
    /// <param name="limit">The longest that it may take, or <see langword="null"/>.</param>
    /// <param name="sign">Shows the wait.</param>
    /// <param name="clock">The clock of the wait.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SmtpSoarException">Others have had all of them for so long.</exception>
    public async Task WaitAsync(
        Func<CancellationToken, Task<bool>> tryTake,
        TimeSpan? limit,
        WaitSign sign,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        if (await tryTake(cancellationToken).ConfigureAwait(false))
            return;
        var started = clock.GetTimestamp();
        using var wait = sign.Begin(Messages.ForFleetConnection, limit);
        for (var tries = 0; !await tryTake(cancellationToken).ConfigureAwait(false); tries++)
        {
            if (clock.GetElapsedTime(started) >= limit)
                throw Errors.FleetConnectionsTaken.With();
            if (tries % TriesForWish == 0)
                await WishAsync(isOfWorker: false).ConfigureAwait(false);
            await Cancellation.DelayAsync(Interval, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Tells those who have connections that this process waits for one. It has to be said again each second.</summary>
    /// <param name="isOfWorker">Whether it is a worker, whose messages others may send too.</param>
    public Task WishAsync(bool isOfWorker) => limits.WishAsync(_server, isOfWorker);

    /// <summary>Tells if somebody waits for a connection.</summary>
    public Task<FleetWish> WishedAsync(CancellationToken cancellationToken) => limits.WishedAsync(_server, cancellationToken);

    /// <summary>Tells all that the server can't be used.</summary>
    public Task BeginPauseAsync(SmtpSoarException failure) =>
        limits.BeginPauseAsync(_server, failure.RetryAfter ?? TimeSpan.FromSeconds(asset.RetryMaxDelaySec), failure.Sentence);

    /// <summary>Tells all that it can.</summary>
    public Task EndPauseAsync() => limits.EndPauseAsync(_server);

    /// <summary>Why nobody asks the server now, or <see langword="null"/>.</summary>
    public Task<FleetPause?> PauseAsync(CancellationToken cancellationToken) => limits.PauseAsync(_server, cancellationToken);

    private bool HasReserved
    {
        get
        {
            lock (_lock)
                return _reserved is { IsHeld: true };
        }
    }

    private IFleetSlot? TakeReserved()
    {
        lock (_lock)
        {
            var slot = _reserved;
            _reserved = null;
            return slot;
        }
    }
}
