using System.Collections.Generic;

namespace SmtpSoar.Core.Transport;

/// <summary>Tells what became of one message: accepted, or not and why.</summary>
internal sealed record DeliveryReceipt
{
    /// <summary>
    /// Why the message was not accepted, or may have been without a word about it; <see langword="null"/>: it was accepted.
    /// </summary>
    public SmtpSoarException? Failure { get; init; }

    /// <summary>Each recipient in the message's order and the reply about it, or <see langword="null"/> where nobody was asked.</summary>
    public IReadOnlyList<RecipientResult>? Recipients { get; init; }

    /// <summary>The last reply about an accepted message.</summary>
    public string? Response { get; init; }

    /// <summary>All tries, with those before.</summary>
    public int Attempts { get; init; }

    /// <summary>The connection, or <see langword="null"/> where none was thought of.</summary>
    public ConnectionInfo? Connection { get; init; }

    /// <summary>The id in the outbox, or <see langword="null"/>.</summary>
    public string? OutboxId { get; init; }

    /// <summary>The size of what the outbox keeps, or <see langword="null"/>.</summary>
    public long? StoredSize { get; init; }

    /// <summary>Whether the message waits in the outbox, for all recipients or for some.</summary>
    public bool IsKept { get; init; }

    /// <summary>Whether it is only kept in the outbox, and others send it.</summary>
    public bool IsLeftToOthers { get; init; }

    /// <summary>The asset by which it went in place of the first, and why, or <see langword="null"/>.</summary>
    public FallbackUse? Fallback { get; init; }

    /// <summary>A message that did not get as far as a transport.</summary>
    public static DeliveryReceipt Failed(SmtpSoarException failure, int attempts = 0) => new() { Failure = failure, Attempts = attempts };

    /// <summary>The same, with what an earlier try told and this one did not.</summary>
    public DeliveryReceipt After(DeliveryReceipt earlier) => this with
    {
        Recipients = Recipients ?? earlier.Recipients,
        Connection = Connection?.Authentication is null ? earlier.Connection ?? Connection : Connection,
    };
}

/// <summary>A message that went by the asset that stands by.</summary>
/// <param name="First">The name of the first asset, or of its server.</param>
/// <param name="Asset">The name of the asset that stands by.</param>
/// <param name="Failure">The reason why the first one could not be used.</param>
internal sealed record FallbackUse(string First, string Asset, SmtpSoarException Failure);
