using System;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Runtime;

namespace SmtpSoar.Core.Transport.Fleet;

/// <summary>
/// Has a connection only while it has one of those that all machines may have together, and sends over it in one of their turns.
/// </summary>
/// <param name="inner">The connection.</param>
/// <param name="gate">The limits.</param>
/// <param name="sign">Shows the waits.</param>
/// <param name="clock">The clock of the waits.</param>
internal sealed class FleetTransport(IMailTransport inner, FleetGate gate, WaitSign sign, TimeProvider clock) : IMailTransport
{
    private IFleetSlot? _slot;

    public ConnectionInfo? Connection => inner.Connection;

    public async Task<DeliveryReceipt> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        var wait = () => gate.WaitAsync(TryTakeAsync, limit: null, sign, clock, cancellationToken);
        if (await Failures.OfAsync(wait).ConfigureAwait(false) is { } obstacle)
            return DeliveryReceipt.Failed(obstacle, message.Attempts);
        if (gate.HasTurns)
        {
            // A turn counts from the moment that it is taken: the message must not wait for a connection behind it.
            if (await Failures.OfAsync(() => inner.OpenAsync(cancellationToken)).ConfigureAwait(false) is { } failure)
                return DeliveryReceipt.Failed(failure, message.Attempts + 1) with { Connection = inner.Connection };
            if (await Failures.OfAsync(() => WaitForTurnAsync(cancellationToken)).ConfigureAwait(false) is { } stopped)
                return DeliveryReceipt.Failed(stopped, message.Attempts);
        }

        return await inner.SendAsync(message, cancellationToken).ConfigureAwait(false);
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

    private async Task WaitForTurnAsync(CancellationToken cancellationToken)
    {
        while (await gate.TakeTurnAsync(cancellationToken).ConfigureAwait(false) is var delay && delay > TimeSpan.Zero)
        {
            using var wait = sign.Begin(Messages.ForTurn(sign.Server), delay);
            await Cancellation.DelayAsync(delay, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    // One that was lost to others, since the database was away for too long, takes the connection with it.
    private async Task<bool> TryTakeAsync(CancellationToken cancellationToken)
    {
        if (_slot is { IsHeld: true })
            return true;
        if (_slot is not null)
            await CloseAsync().ConfigureAwait(false);
        _slot = await gate.TakeSlotAsync(cancellationToken).ConfigureAwait(false);
        return _slot is not null;
    }

    // The limits try again by themselves where that fails.
    private async Task ReleaseAsync()
    {
        var slot = _slot;
        _slot = null;
        if (slot is not null)
            await Failures.OfAsync(() => gate.ReleaseAsync(slot)).ConfigureAwait(false);
    }
}
