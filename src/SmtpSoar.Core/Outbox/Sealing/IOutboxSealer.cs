using System.IO;
using System.Threading;

namespace SmtpSoar.Core.Outbox.Sealing;

/// <summary>Encrypts the bytes of messages on their way into a store.</summary>
internal interface IOutboxSealer
{
    /// <summary>Writes a message encrypted.</summary>
    /// <param name="draft">The message.</param>
    /// <param name="id">The store's id for it.</param>
    /// <param name="stream">The stream that takes the encrypted bytes. It stays open.</param>
    /// <param name="cancellationToken">Stops it.</param>
    OutboxContent Write(OutboxDraft draft, string id, Stream stream, CancellationToken cancellationToken);
}
