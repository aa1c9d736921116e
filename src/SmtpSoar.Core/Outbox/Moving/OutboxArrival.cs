using System;
using System.IO;
using System.Threading;

namespace SmtpSoar.Core.Outbox.Moving;

/// <summary>A message that comes from another outbox, with everything that is known of it.</summary>
/// <param name="Record">The record as it is to be kept, in the state <see cref="OutboxState.Moving"/>.</param>
/// <param name="Open">Opens the bytes as the other store keeps them, from the first on.</param>
internal sealed record OutboxArrival(OutboxRecord Record, Func<Stream> Open)
{
    private const int BlockSize = 64 * 1024;

    /// <summary>Writes the bytes that the store keeps: <see cref="OutboxRecord.StoredSize"/> of them, whatever they are.</summary>
    /// <exception cref="SmtpSoarException">They are not what was accepted.</exception>
    public void WriteTo(Stream stream, CancellationToken cancellationToken)
    {
        using var digest = new DigestStream(stream);
        using (var stored = Open())
            Copy(stored, digest, cancellationToken);
        if (digest.Digest() != Record.StoredSha256)
            throw Damaged("its content is not what was accepted", null);
    }

    private void Copy(Stream stored, Stream destination, CancellationToken cancellationToken)
    {
        var block = new byte[BlockSize];
        for (var count = Read(stored, block); count > 0; count = Read(stored, block))
        {
            cancellationToken.ThrowIfCancellationRequested();
            destination.Write(block, 0, count);
        }
    }

    // A fault of the outbox that it comes from, and not of the one that it is written to.
    private int Read(Stream stored, byte[] block)
    {
        try
        {
            return stored.Read(block, 0, block.Length);
        }
        catch (IOException cause)
        {
            throw Damaged(cause.Message.TrimEnd('.'), cause);
        }
    }

    private SmtpSoarException Damaged(string how, Exception? cause) =>
        Errors.OutboxEntryDamaged.Because(cause, $"{Record.Move?.Other}/{Record.Id}", how);
}
