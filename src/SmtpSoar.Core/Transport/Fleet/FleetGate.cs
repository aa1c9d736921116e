using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Transport.Fleet;

/// <summary>One asset's limits, kept together with all machines that share its outbox.</summary>
/// <param name="limits">The limits of all servers.</param>
/// <param name="asset">The asset.</param>
internal sealed class FleetGate(IFleetLimits limits, SmtpAsset asset)
{
    private readonly string _server = string.Format(
        CultureInfo.InvariantCulture,
        "{0}:{1}:{2}",
        asset.Server?.ToLowerInvariant(),
        asset.EffectivePort,
        asset.Username?.ToLowerInvariant());

    /// <summary>Whether a message needs a turn.</summary>
    public bool HasTurns => asset.MaxMessagesPerMinute is not null && limits.IsKept;

    /// <summary>Takes a turn.</summary>
    /// <returns>Zero if it is taken, or the time after which one may be free.</returns>
    public Task<TimeSpan> TakeTurnAsync(CancellationToken cancellationToken) => asset.MaxMessagesPerMinute is { } most
        ? limits.TakeTurnAsync(_server, most, cancellationToken)
        : Task.FromResult(TimeSpan.Zero);

    /// <summary>Takes a connection, or gives <see langword="null"/> where others have them all.</summary>
    public Task<IFleetSlot?> TakeSlotAsync(CancellationToken cancellationToken) =>
        limits.TakeSlotAsync(_server, asset.MaxConnections, cancellationToken);

    /// <summary>Tells all that the server can't be used.</summary>
    public Task BeginPauseAsync(SmtpSoarException failure) =>
        limits.BeginPauseAsync(_server, failure.RetryAfter ?? TimeSpan.FromSeconds(asset.RetryMaxDelaySec), failure.Sentence);

    /// <summary>Tells all that it can.</summary>
    public Task EndPauseAsync() => limits.EndPauseAsync(_server);

    /// <summary>Why nobody asks the server now, or <see langword="null"/>.</summary>
    public Task<FleetPause?> PauseAsync(CancellationToken cancellationToken) => limits.PauseAsync(_server, cancellationToken);
}
