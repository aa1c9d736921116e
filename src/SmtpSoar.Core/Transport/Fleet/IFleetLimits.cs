using System;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Transport.Fleet;

/// <summary>The limits of a server that all machines keep together which share an outbox. Safe for many threads.</summary>
/// <remarks>Every member throws <see cref="SmtpSoarException"/> and nothing else. A server has a name that all machines give it.</remarks>
internal interface IFleetLimits
{
    /// <summary>Whether there is anything to keep.</summary>
    bool IsKept { get; }

    /// <summary>Takes one of the turns of a minute.</summary>
    /// <returns>Zero if it is taken, or the time after which one may be free.</returns>
    Task<TimeSpan> TakeTurnAsync(string server, int maxPerMinute, CancellationToken cancellationToken);

    /// <summary>Takes one of the connections, or gives <see langword="null"/> where others have them all.</summary>
    Task<IFleetSlot?> TakeSlotAsync(string server, int maxConnections, CancellationToken cancellationToken);

    /// <summary>Tells those who have connections that somebody waits for one. It has to be said again each second.</summary>
    /// <param name="server">The server.</param>
    /// <param name="isOfWorker">Whether it is a worker, whose messages others may send too.</param>
    Task WishAsync(string server, bool isOfWorker);

    /// <summary>Tells if somebody waits for one of the connections.</summary>
    Task<FleetWish> WishedAsync(string server, CancellationToken cancellationToken);

    /// <summary>Tells all that a server is left alone for a while.</summary>
    Task BeginPauseAsync(string server, TimeSpan time, string reason);

    /// <summary>Tells all that a server answers again.</summary>
    Task EndPauseAsync(string server);

    /// <summary>Why a server is left alone, or <see langword="null"/> if it may be asked.</summary>
    Task<FleetPause?> PauseAsync(string server, CancellationToken cancellationToken);
}

/// <summary>A time for which a server is left alone.</summary>
/// <param name="Left">How much of it is left.</param>
/// <param name="Reason">Why.</param>
internal sealed record FleetPause(TimeSpan Left, string Reason);

/// <summary>A connection that this machine may have.</summary>
internal interface IFleetSlot
{
    /// <summary>Whether it is still this command's. If not, the connection has to be closed.</summary>
    bool IsHeld { get; }

    /// <summary>Gives it to others. After a failure the limits do it later.</summary>
    Task ReleaseAsync();
}

/// <summary>Tells if somebody waits for a connection.</summary>
internal enum FleetWish
{
    /// <summary>Nobody does.</summary>
    None,

    /// <summary>Workers of this outbox do, and nobody else: their messages are this process' too.</summary>
    Peer,

    /// <summary>A command does, or a worker of another outbox: nobody else sends their messages.</summary>
    Other,
}
