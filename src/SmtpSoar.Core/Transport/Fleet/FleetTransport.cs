using System;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Runtime;

namespace SmtpSoar.Core.Transport.Fleet;

/// <summary>Has a connection only while it has one of those that all machines may have together.</summary>
/// <param name="inner">The connection.</param>
/// <param name="gate">The limits.</param>
/// <param name="sign">Shows the wait.</param>
internal sealed class FleetTransport(IMailTransport inner, FleetGate gate, WaitSign sign) : IMailTransport
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private IFleetSlot? _slot;

    public ConnectionInfo? Connection => inner.Connection;

    public async Task<DeliveryReceipt> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        var failure = await Failures.OfAsync(() => WaitAsync(cancellationToken)).ConfigureAwait(false);
        return failure is null
            ? await inner.SendAsync(message, cancellationToken).ConfigureAwait(false)
            : DeliveryReceipt.Failed(failure, message.Attempts);
    }

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (!await TryTakeAsync(cancellationToken).ConfigureAwait(false))
            throw Errors.FleetConnectionsTaken.With();
        await inner.OpenAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task CloseAsync()
    {
        await inner.CloseAsync().ConfigureAwait(false);
        await ReleaseAsync().ConfigureAwait(false);
    }

    public void Dispose()
    {
        inner.Dispose();
        ReleaseAsync().GetAwaiter().GetResult();
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        if (await TryTakeAsync(cancellationToken).ConfigureAwait(false))
            return;
        using var wait = sign.Begin(Messages.ForFleetConnection, null);
        while (!await TryTakeAsync(cancellationToken).ConfigureAwait(false))
            await Task.Delay(Interval, cancellationToken).ConfigureAwait(false);
    }

    // One that was lost to others, since the database was away for too long, takes the connection with it.
    private async Task<bool> TryTakeAsync(CancellationToken cancellationToken)
    {
        if (_slot is { IsHeld: true })
            return true;
        if (_slot is not null)
            await inner.CloseAsync().ConfigureAwait(false);
        _slot = await gate.TakeSlotAsync(cancellationToken).ConfigureAwait(false);
        return _slot is not null;
    }

    private async Task ReleaseAsync()
    {
        var slot = _slot;
        _slot = null;
        if (slot is not null)
            await Failures.OfAsync(slot.ReleaseAsync).ConfigureAwait(false);
    }
}
