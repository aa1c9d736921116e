using System;
using System.Buffers;
using System.IO;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Outbox.FileSystem;

/// <summary>The body of a message in the outbox. If it is not what was accepted, it fails before its last byte.</summary>
internal sealed class OutboxBodySegment(string folder, byte[] beginning, long length, string sha256) : IContentSegment
{
    private const int BlockSize = 64 * 1024;

    public long Length => length;

    public bool IsFreeOfDots => false;

    // An older version may have written it.
    public void CheckLines(LineEndCheck check, CancellationToken cancellationToken)
    {
        using var block = new Block(folder, beginning, sha256);
        while (block.Read(cancellationToken))
            check.Add(block.Bytes.AsSpan(0, block.Count));
    }

    /// <summary>Reads all of it, and throws unless it is what was accepted.</summary>
    public void Verify(CancellationToken cancellationToken)
    {
        using var block = new Block(folder, beginning, sha256);
        while (block.Read(cancellationToken))
        {
            // The end compares the digest.
        }
    }

    public void WriteTo(Stream stream, CancellationToken cancellationToken)
    {
        using var block = new Block(folder, beginning, sha256);
        while (block.Read(cancellationToken))
            stream.Write(block.Bytes, 0, block.Count);
    }

    public async Task WriteToAsync(Stream stream, CancellationToken cancellationToken)
    {
        // Read in one go with the rest: the file lies on this machine, and was written a moment ago.
        using var block = new Block(folder, beginning, sha256);
        while (block.Read(cancellationToken))
            await stream.WriteAsync(block.Bytes.AsMemory(0, block.Count), cancellationToken).ConfigureAwait(false);
    }

    private sealed class Block : IDisposable
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly string _folder;
        private readonly string _sha256;
        private readonly FileStream _file;

        public Block(string folder, byte[] beginning, string sha256)
        {
            (_folder, _sha256) = (folder, sha256);
            _file = OutboxMessageReader.Open(folder);
            _file.Position = beginning.Length;
            _hash.AppendData(beginning);
        }

        public byte[] Bytes { get; } = ArrayPool<byte>.Shared.Rent(BlockSize);

        public int Count { get; private set; }

        public bool Read(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Count = ReadFile();
            _hash.AppendData(Bytes, 0, Count);
            if (Count == 0 && Hex.Of(_hash.GetHashAndReset()) != _sha256)
                throw OutboxFiles.Damaged(_folder, $"its {OutboxLayout.MessageFile} is not the message that was accepted", null);
            return Count > 0;
        }

        public void Dispose()
        {
            _file.Dispose();
            _hash.Dispose();
            ArrayPool<byte>.Shared.Return(Bytes);
        }

        private int ReadFile()
        {
            try
            {
                return _file.Read(Bytes, 0, Bytes.Length);
            }
            catch (IOException cause)
            {
                throw OutboxFiles.Damaged(_folder, cause.Message.TrimEnd('.'), cause);
            }
        }
    }
}
