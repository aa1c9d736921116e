using System;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Transport.Fleet;
using SmtpSoar.Core.Transport.Retry;

namespace SmtpSoar.Core.Outbox.Delivery;

/// <summary>Holds what all deliveries of one command share that work for one outbox. Safe for many threads.</summary>
/// <param name="store">The outbox.</param>
/// <param name="asset">The asset that is sent by.</param>
/// <param name="environment">The ways out of the module.</param>
internal sealed class OutboxContext(IOutboxStore store, SmtpAsset asset, RetryEnvironment environment)
{
    private int _hasEndedPause;

    /// <summary>The outbox.</summary>
    internal IOutboxStore Store => store;

    /// <summary>When waiting messages are due.</summary>
    internal OutboxSchedule Schedule { get; } = new(environment.Random);

    /// <summary>Whether the server is worth asking.</summary>
    internal CircuitBreaker Pause { get; } = new(TimeSpan.FromSeconds(asset.RetryMaxDelaySec), environment.Clock);

    /// <summary>Hears of what goes wrong beside.</summary>
    internal IFeedback Feedback => environment.Feedback;

    /// <summary>
    /// Whether messages are tried although other machines leave the server alone, since a person wants them sent now.
    /// </summary>
    internal bool AsksAtOnce { get; set; }

    private FleetGate? Fleet { get; } = store.Limits is { } limits ? new FleetGate(limits, asset) : null;

    /// <summary>Whether no message is worth trying now, as this machine or another one has found out.</summary>
    internal async Task<bool> IsPausedAsync(CancellationToken cancellationToken)
    {
        if (!AsksAtOnce && Pause.Failure is null && Fleet is { } fleet
            && await fleet.PauseAsync(cancellationToken).ConfigureAwait(false) is { } pause)
            Pause.Begin(Errors.ServerLeftAlone.With(asset.Server, pause.Reason), pause.Left);
        return Pause.Failure is not null;
    }

    /// <summary>The server can't be used, for this message or any other: all machines leave it alone for a while.</summary>
    internal async Task BeginPauseAsync(SmtpSoarException failure)
    {
        Pause.Begin(failure);
        if (Fleet is { } fleet)
            await Failures.OfAsync(() => fleet.BeginPauseAsync(failure)).ConfigureAwait(false);
    }

    /// <summary>The server took a message. A pause of the other machines ends where this one did not keep it.</summary>
    internal async Task EndPauseAsync()
    {
        Pause.End();
        if (AsksAtOnce && Fleet is { } fleet && Interlocked.Exchange(ref _hasEndedPause, 1) == 0)
            await Failures.OfAsync(fleet.EndPauseAsync).ConfigureAwait(false);
    }
}
