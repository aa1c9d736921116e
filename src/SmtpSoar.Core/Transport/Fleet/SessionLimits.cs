using System;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Transport.Fleet;

/// <summary>
/// The limits that a session keeps: none, until one of its commands has an outbox that machines share. Safe for many threads.
/// </summary>
internal sealed class SessionLimits : IFleetLimits
{
    private volatile IFleetLimits? _target;

    /// <summary>The limits that are kept from now on.</summary>
    public IFleetLimits? Target
    {
        get => _target;
        set => _target = value;
    }

    public bool IsKept => _target is { IsKept: true };

    public Task<TimeSpan> TakeTurnAsync(string server, int maxPerMinute, CancellationToken cancellationToken) =>
        _target?.TakeTurnAsync(server, maxPerMinute, cancellationToken) ?? Task.FromResult(TimeSpan.Zero);

    public Task<IFleetSlot?> TakeSlotAsync(string server, int maxConnections, CancellationToken cancellationToken) =>
        _target?.TakeSlotAsync(server, maxConnections, cancellationToken) ?? Task.FromResult<IFleetSlot?>(new Free(this));

    public Task WishAsync(string server, bool isOfWorker) => _target?.WishAsync(server, isOfWorker) ?? Task.CompletedTask;

    public Task<FleetWish> WishedAsync(string server, CancellationToken cancellationToken) =>
        _target?.WishedAsync(server, cancellationToken) ?? Task.FromResult(FleetWish.None);

    public Task BeginPauseAsync(string server, TimeSpan time, string reason) =>
        _target?.BeginPauseAsync(server, time, reason) ?? Task.CompletedTask;

    public Task EndPauseAsync(string server) => _target?.EndPauseAsync(server) ?? Task.CompletedTask;

    public Task<FleetPause?> PauseAsync(string server, CancellationToken cancellationToken) =>
        _target?.PauseAsync(server, cancellationToken) ?? Task.FromResult<FleetPause?>(null);

    // Once there is a limit, a connection from before it has to get one of those that count.
    private sealed class Free(SessionLimits limits) : IFleetSlot
    {
        public bool IsHeld => limits.Target is null;

        public Task ReleaseAsync() => Task.CompletedTask;
    }
}
