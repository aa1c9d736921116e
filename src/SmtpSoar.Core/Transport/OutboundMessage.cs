using System;
using SmtpSoar.Core.Composition;

namespace SmtpSoar.Core.Transport;

/// <summary>A message on its way out.</summary>
/// <param name="Message">The composed message.</param>
/// <param name="Checkpoint">
/// Keeps account of the moment from which a server may have it, or <see langword="null"/> without an outbox.
/// </param>
internal sealed record OutboundMessage(ComposedMessage Message, IDeliveryCheckpoint? Checkpoint = null)
{
    /// <summary>The tries that were made before this one.</summary>
    public int Attempts { get; init; }

    /// <summary>The time when an outbox accepted it, or <see langword="null"/> without one.</summary>
    public DateTimeOffset? Accepted { get; init; }

    /// <summary>
    /// Gives the message that follows over the same connection for sure, or <see langword="null"/> where none is known to: its envelope
    /// may go with the end of this one.
    /// </summary>
    public Func<ComposedMessage?>? Next { get; init; }
}
