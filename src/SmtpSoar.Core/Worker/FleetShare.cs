using System;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Transport.Dispatch;
using SmtpSoar.Core.Transport.Fleet;

namespace SmtpSoar.Core.Worker;

/// <summary>
/// A worker's share of the connections that all machines have together: it takes no message without one, and gives up what others need.
/// </summary>
/// <param name="lanes">The worker's connections.</param>
/// <param name="clock">The clock.</param>
internal sealed class FleetShare(StandingPipeline lanes, TimeProvider clock)
{
    // Those who have the connections take what is due within a second, unless they are busy or work for another outbox.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private long? _lackingSince;
    private long? _lacked;
    private long? _asked;
    private long? _gaveAll;
    private FleetWish _wish;
    private bool _isHandingOver;

    /// <summary>Whether machines share the connections.</summary>
    public bool IsKept => lanes.Fleet is not null;

    /// <summary>Whether messages were due just now, and no connection was there for them.</summary>
    public bool IsLacking => IsWithin(_lacked, Interval);

    /// <summary>Sees to it that messages which are due find a connection.</summary>
    /// <returns>Whether they do. If not, they are better left to others.</returns>
    public async Task<bool> ReserveAsync(CancellationToken stop)
    {
        if (lanes.Fleet is not { } fleet)
            return true;
        // A connection that a server holds up can't be handed over, and carries no other message.
        var isAnother = lanes.AreHeldUp;
        var isHolding = IsWithin(_gaveAll, Interval) || (_isHandingOver && !isAnother);
        if (isHolding || !await fleet.ReserveAsync(isAnother, stop).ConfigureAwait(false))
        {
            await LackAsync(fleet).ConfigureAwait(false);
            return false;
        }

        return true;
    }

    /// <summary>Gives back what was reserved for messages that others took.</summary>
    public Task ReturnAsync() => lanes.Fleet?.ReturnReservedAsync() ?? Task.CompletedTask;

    /// <summary>
    /// Gives up what this worker does not need where somebody waits for a connection: one of several, or all if it has nothing to send. The
    /// last one goes, between two mails, to those alone whose messages nobody else sends: handing it over takes time.
    /// </summary>
    /// <param name="hasWork">Whether messages are due.</param>
    /// <param name="stop">Stops it.</param>
    public async Task YieldAsync(bool hasWork, CancellationToken stop)
    {
        if (lanes.Fleet is not { HasSlot: true } fleet)
        {
            _isHandingOver = false;
            return;
        }

        if (!IsWithin(_asked, Interval))
            await AskAsync(fleet, stop).ConfigureAwait(false);
        if (lanes.Open > 0 || _wish == FleetWish.None || (hasWork && !_isHandingOver))
            return;
        (_wish, _isHandingOver, _gaveAll) = (FleetWish.None, false, clock.GetTimestamp());
        await lanes.RestAsync().ConfigureAwait(false);
    }

    private async Task AskAsync(FleetGate fleet, CancellationToken stop)
    {
        _asked = clock.GetTimestamp();
        _wish = await fleet.WishedAsync(stop).ConfigureAwait(false);
        var hasYielded = _wish != FleetWish.None && lanes.Open > 0 && lanes.YieldOne();
        _isHandingOver = _wish == FleetWish.Other && !hasYielded;
    }

    private async Task LackAsync(FleetGate fleet)
    {
        if (!IsWithin(_lacked, Patience))
            _lackingSince = clock.GetTimestamp();
        _lacked = clock.GetTimestamp();
        if (!IsWithin(_lackingSince, Patience))
            await fleet.WishAsync(isOfWorker: true).ConfigureAwait(false);
    }

    private bool IsWithin(long? since, TimeSpan time) => since is { } instant && clock.GetElapsedTime(instant) < time;
}
