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

    /// <summary>Whether machines share the connections.</summary>
    public bool IsKept => lanes.Fleet is not null;

    /// <summary>Sees to it that messages which are due find a connection.</summary>
    /// <returns>Whether they do. If not, they are better left to others.</returns>
    public async Task<bool> ReserveAsync(CancellationToken stop)
    {
        if (lanes.Fleet is not { } fleet)
            return true;
        if (IsWithin(_gaveAll, Interval) || !await fleet.ReserveAsync(stop).ConfigureAwait(false))
        {
            await LackAsync(fleet).ConfigureAwait(false);
            return false;
        }

        return true;
    }

    /// <summary>Gives back what was reserved for messages that others took.</summary>
    public Task ReturnAsync() => lanes.Fleet?.ReturnReservedAsync() ?? Task.CompletedTask;

    /// <summary>
    /// Gives up what this worker does not need where somebody waits for a connection: one of several, or all if it has nothing to send. To
    /// hand over the last one between two mails would cost more than it brings.
    /// </summary>
    /// <param name="hasWork">Whether messages are due.</param>
    /// <param name="stop">Stops it.</param>
    public async Task YieldAsync(bool hasWork, CancellationToken stop)
    {
        if (lanes.Fleet is not { HasSlot: true } fleet || IsWithin(_asked, Interval))
            return;
        _asked = clock.GetTimestamp();
        if (!await fleet.IsWantedAsync(stop).ConfigureAwait(false))
            return;
        if (lanes.Open > 0)
        {
            lanes.YieldOne();
        }
        else if (!hasWork)
        {
            _gaveAll = _asked;
            await lanes.RestAsync().ConfigureAwait(false);
        }
    }

    private async Task LackAsync(FleetGate fleet)
    {
        if (!IsWithin(_lacked, Patience))
            _lackingSince = clock.GetTimestamp();
        _lacked = clock.GetTimestamp();
        if (!IsWithin(_lackingSince, Patience))
            await fleet.WishAsync().ConfigureAwait(false);
    }

    private bool IsWithin(long? since, TimeSpan time) => since is { } instant && clock.GetElapsedTime(instant) < time;
}
