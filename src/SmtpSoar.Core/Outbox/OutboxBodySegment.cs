using System;
using System.Buffers;
using System.IO;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Outbox;

/// <summary>The body of a message in the outbox. If it is not what was accepted, it fails before its last byte.</summary>
/// <param name="lease">The message.</param>
/// <param name="beginning">All bytes before the body.</param>
internal sealed class OutboxBodySegment(IOutboxLease lease, byte[] beginning) : IContentSegment
{
    private const int BlockSize = 64 * 1024;

    public long Length => lease.Record.Size - beginning.Length;

    public bool IsFreeOfDots => false;

    // An older version may have written it.
    public void CheckLines(LineEndCheck check, CancellationToken cancellationToken)
    {
        using var block = new Block(lease, beginning);
        while (block.Read(cancellationToken))
            check.Add(block.Bytes.AsSpan(0, block.Count));
    }

    /// <summary>Reads all of it, and throws unless it is what was accepted.</summary>
    public void Verify(CancellationToken cancellationToken)
    {
        using var block = new Block(lease, beginning);
        while (block.Read(cancellationToken))
        {
            // The end compares the digest.
        }
    }

    public void WriteTo(Stream stream, CancellationToken cancellationToken)
    {
        using var block = new Block(lease, beginning);
        while (block.Read(cancellationToken))
            stream.Write(block.Bytes, 0, block.Count);
    }

    public async Task WriteToAsync(Stream stream, CancellationToken cancellationToken)
    {
        // Read in one go with the rest: a connection has a thread of its own, which may wait for it.
        using var block = new Block(lease, beginning);
        while (block.Read(cancellationToken))
            await stream.WriteAsync(block.Bytes.AsMemory(0, block.Count), cancellationToken).ConfigureAwait(false);
    }

    private sealed class Block : IDisposable
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly IOutboxLease _lease;
        private readonly Stream _stored;

        public Block(IOutboxLease lease, byte[] beginning)
        {
            _lease = lease;
            _stored = lease.OpenMessage(beginning.Length);
            _hash.AppendData(beginning);
        }

        public byte[] Bytes { get; } = ArrayPool<byte>.Shared.Rent(BlockSize);

        public int Count { get; private set; }

        public bool Read(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Count = ReadStored();
            _hash.AppendData(Bytes, 0, Count);
            if (Count == 0 && Hex.Of(_hash.GetHashAndReset()) != _lease.Record.Sha256)
                throw OutboxMessageReader.Damaged(_lease, "its content is not what was accepted", null);
            return Count > 0;
        }

        public void Dispose()
        {
            _stored.Dispose();
            _hash.Dispose();
            ArrayPool<byte>.Shared.Return(Bytes);
        }

        private int ReadStored()
        {
            try
            {
                return _stored.Read(Bytes, 0, Bytes.Length);
            }
            catch (IOException cause)
            {
                throw OutboxMessageReader.Damaged(_lease, cause.Message.TrimEnd('.'), cause);
            }
        }
    }
}
