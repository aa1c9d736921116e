using System;
using System.Buffers;
using System.Buffers.Text;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Files.User;

namespace SmtpSoar.Core.Composition.Rendering;

/// <summary>A file as base64 in lines of 76 characters (RFC 2045, section 6.8), encoded while it is written.</summary>
/// <remarks>The length follows from the file's size, so that nothing is encoded only to learn it.</remarks>
internal sealed class Base64FileSegment(UserFile file) : IContentSegment
{
    private const int LineBytes = 57;
    private const int LineChars = 76;
    private const int WholeLine = LineChars + 2;
    private const int LinesPerBlock = 1024;

    public long Length => ((file.Length + 2) / 3 * 4) + (((file.Length + LineBytes - 1) / LineBytes) * 2);

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
        private readonly byte[] _plain = ArrayPool<byte>.Shared.Rent(LineBytes * LinesPerBlock);
        private readonly Stream _file;
        private readonly CancellationToken _stop;

        public Block(UserFile file, CancellationToken stop) => (_file, _stop) = (file.Open(0, stop), stop);

        public byte[] Encoded { get; } = ArrayPool<byte>.Shared.Rent(WholeLine * LinesPerBlock);

        public int EncodedCount { get; private set; }

        public bool Read()
        {
            _stop.ThrowIfCancellationRequested();
            return Encode(UserFile.Fill(_file, _plain, LineBytes * LinesPerBlock));
        }

        public void Dispose()
        {
            _file.Dispose();
            ArrayPool<byte>.Shared.Return(_plain);
            ArrayPool<byte>.Shared.Return(Encoded);
        }

        private bool Encode(int count)
        {
            Base64.EncodeToUtf8(_plain.AsSpan(0, count), Encoded, out _, out var chars);
            EncodedCount = chars + (2 * BreakLines(chars));
            return count > 0;
        }

        // All at once is encoded several times as fast as line by line. The lines move apart afterwards, the last one first.
        private int BreakLines(int chars)
        {
            var lines = (chars + LineChars - 1) / LineChars;
            for (var line = lines - 1; line >= 0; line--)
            {
                var text = Encoded.AsSpan(line * LineChars, Math.Min(LineChars, chars - (line * LineChars)));
                var place = Encoded.AsSpan(line * WholeLine, text.Length + 2);
                text.CopyTo(place);
                place[^2] = (byte)'\r';
                place[^1] = (byte)'\n';
            }

            return lines;
        }
    }
}
