using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Outbox;

/// <summary>A message that a store has lent to this command. One thread at a time uses it.</summary>
/// <remarks>
/// Every member throws <see cref="SmtpSoarException"/> and nothing else. A write counts only as long as the message is lent (a fence). Once
/// another command has recovered it there is no mark any more, and once another one has claimed it each member that writes fails and
/// changes nothing. In between a store may let <see cref="FinishAsync"/> turn unknown into what the server has said.
/// </remarks>
internal interface IOutboxLease
{
    /// <summary>Everything that is known of the message. The rules change it; each write keeps it.</summary>
    OutboxRecord Record { get; }

    /// <summary>The state that the message was taken from.</summary>
    OutboxState Origin { get; }

    /// <summary>The message in a sentence, such as the path of its folder.</summary>
    string Place { get; }

    /// <summary>Whether this command may send the message. A store may accept one from a user who may do nothing else.</summary>
    bool IsLent { get; }

    /// <summary>How long the message has waited by now, by the store's clock.</summary>
    TimeSpan Waited { get; }

    /// <summary>Whether a mark takes so long that it is better begun with the transaction, and awaited before the last byte.</summary>
    bool MarksAhead { get; }

    /// <summary>Opens the bytes as they were accepted. The reader compares their digest.</summary>
    /// <param name="position">The first byte that is wanted.</param>
    /// <returns>A stream that is read once, forward. It throws <see cref="IOException"/> where the bytes are damaged.</returns>
    /// <exception cref="SmtpSoarException">They are gone or damaged; OutboxNotReadable: they are out of reach for now.</exception>
    Stream OpenMessage(long position);

    /// <summary>Writes down that a server may have the message from now on, and may be called again.</summary>
    /// <remarks>When this is done the mark is durable, and so is everything that was finished before it.</remarks>
    Task MarkAsync(CancellationToken cancellationToken);

    /// <summary>Makes sure that the message is still lent. No last byte goes out without it.</summary>
    void Confirm();

    /// <summary>Writes down the record, and that no server may have more of the message than the record says: the mark is gone.</summary>
    /// <remarks>Durable when this is done.</remarks>
    Task KeepAsync();

    /// <summary>Writes down what became of the message, and ends the lease.</summary>
    /// <remarks>
    /// <see cref="OutboxState.Sent"/> may become durable with the next mark, with <see cref="IOutboxStore.FlushAsync"/>, or within a
    /// second, whichever is first: after a crash before it the message is unknown. Everything else is durable when this is done.
    /// </remarks>
    /// <returns>The state that the message has: unknown where the store could not keep who has it.</returns>
    Task<OutboxState> FinishAsync(OutboxOutcome outcome);

    /// <summary>Gives the message back as it was, and ends the lease.</summary>
    Task ReturnAsync();
}
