using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Files.User;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Composition.Rendering;

/// <summary>A file as base64 in lines of 76 characters (RFC 2045, section 6.8), encoded while it is written.</summary>
/// <remarks>The length follows from the file's size, so that nothing is encoded only to learn it.</remarks>
internal sealed class Base64FileSegment(UserFile file) : IContentSegment
{
    public long Length => Base64Block.LengthOf(file.Length);

    public bool IsFreeOfDots => true;

    public void CheckLines(LineEndCheck check, CancellationToken cancellationToken) => check.Skip(Length);

    public void WriteTo(Stream stream, CancellationToken cancellationToken)
    {
        using var block = new Block(file, cancellationToken);
        while (block.Read())
            stream.Write(block.Encoded, 0, block.EncodedCount);
    }

    public async Task WriteToAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var block = new Block(file, cancellationToken);
        while (block.Read())
            await stream.WriteAsync(block.Encoded.AsMemory(0, block.EncodedCount), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the file a block at a time and holds the block's encoded form.</summary>
    private sealed class Block : IDisposable
    {
        private readonly Base64Block _block = new();
        private readonly Stream _file;
        private readonly CancellationToken _stop;

        public Block(UserFile file, CancellationToken stop) => (_file, _stop) = (file.Open(0, stop), stop);

        public byte[] Encoded => _block.Encoded;

        public int EncodedCount => _block.EncodedCount;

        public bool Read()
        {
            _stop.ThrowIfCancellationRequested();
            var count = UserFile.Fill(_file, _block.Plain, Base64Block.MaxPlain);
            _block.Encode(count);
            return count > 0;
        }

        public void Dispose()
        {
            _file.Dispose();
            _block.Dispose();
        }
    }
}
