using System.Collections.Generic;
using System.Threading;

namespace SmtpSoar.Core.Transport;

/// <summary>Keeps account of the one moment that decides about a message: from it on, a server may have taken it.</summary>
internal interface IDeliveryCheckpoint
{
    /// <summary>A transaction begins (MAIL FROM). A store may begin its mark now; nothing is waited for.</summary>
    /// <param name="cancellationToken">Stops the wait for the mark.</param>
    void Begin(CancellationToken cancellationToken);

    /// <summary>All of the message but its end has been written. Once this returns, the mark is kept, and the end goes too.</summary>
    /// <exception cref="SmtpSoarException">The mark can't be kept: the end must not go.</exception>
    void BeforeLastByte();

    /// <summary>This try is over, and the server has not taken the message. Comes also where it never had all of it.</summary>
    void NotTaken();

    /// <summary>The server has taken the message for some recipients, and others are asked for next.</summary>
    /// <param name="results">The reply about each.</param>
    /// <returns>Whether it is kept for sure who has the message; without that nobody else may be asked for.</returns>
    bool Taken(IReadOnlyList<RecipientResult> results);
}
