using System;
using System.Buffers;
using System.Buffers.Text;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Raw;

namespace SmtpSoar.Core.Composition;

/// <summary>A file as base64 in lines of 76 characters (RFC 2045, section 6.8), encoded while it is written.</summary>
/// <remarks>The length follows from the file's size, so that nothing is encoded only to learn it.</remarks>
internal sealed class Base64FileSegment(string path, string name, FileStamp stamp) : IWireSegment
{
    private const int LineBytes = 57;
    private const int LineChars = 76;
    private const int WholeLine = LineChars + 2;
    private const int LinesPerBlock = 1024;

    public long Length => ((stamp.Length + 2) / 3 * 4) + (((stamp.Length + LineBytes - 1) / LineBytes) * 2);

    public bool IsFreeOfDots => true;

    public void WriteTo(Stream stream, CancellationToken cancellationToken)
    {
        using var block = new Block(path, name, stamp);
        while (block.Read(cancellationToken))
            stream.Write(block.Encoded, 0, block.EncodedCount);
    }

    public async Task WriteToAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var block = new Block(path, name, stamp);
        while (await block.ReadAsync(cancellationToken).ConfigureAwait(false))
            await stream.WriteAsync(block.Encoded.AsMemory(0, block.EncodedCount), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the file a block at a time and holds the block's encoded form.</summary>
    private sealed class Block : IDisposable
    {
        private readonly byte[] _plain = ArrayPool<byte>.Shared.Rent(LineBytes * LinesPerBlock);
        private readonly ExactFileReader _file;

        public Block(string path, string name, FileStamp stamp) => _file = ExactFileReader.Open(path, name, stamp);

        public byte[] Encoded { get; } = ArrayPool<byte>.Shared.Rent(WholeLine * LinesPerBlock);

        public int EncodedCount { get; private set; }

        public bool Read(CancellationToken cancellationToken) =>
            Encode(_file.ReadBlock(_plain, LineBytes * LinesPerBlock, cancellationToken));

        public async Task<bool> ReadAsync(CancellationToken cancellationToken) =>
            Encode(await _file.ReadBlockAsync(_plain, LineBytes * LinesPerBlock, cancellationToken).ConfigureAwait(false));

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
