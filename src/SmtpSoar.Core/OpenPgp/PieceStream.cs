using System;
using System.IO;
using SmtpSoar.Core.Files;

namespace SmtpSoar.Core.OpenPgp;

/// <summary>
/// Writes in small pieces. BouncyCastle's stream of a cipher makes an array for each longer one: a large file left as much behind as it is
/// long, which the runtime collects late where the processor has a large cache.
/// </summary>
internal sealed class PieceStream(Stream next) : WriteOnlyStream
{
    private const int Size = 256;

    public override void Write(byte[] buffer, int offset, int count)
    {
        for (var end = offset + count; offset < end; offset += Size)
            Write(next, buffer, offset, Math.Min(Size, end - offset));
    }

    public override void Flush() => next.Flush();

    // The other form of writing makes an array always.
    private static void Write(Stream output, byte[] buffer, int offset, int count) =>
#if NET
        output.Write(buffer.AsSpan(offset, count));
#else
        output.Write(buffer, offset, count);
#endif
}
