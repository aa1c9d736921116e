using System;
using System.Buffers;
using System.Buffers.Text;

namespace SmtpSoar.Core.Text;

/// <summary>Encodes bytes block by block as base64, in lines of 76 characters (RFC 2045, section 6.8).</summary>
internal sealed class Base64Block : IDisposable
{
    /// <summary>The most that a block takes. All blocks but the last are full, so that only whole lines are written.</summary>
    public const int MaxPlain = LineBytes * LinesPerBlock;

    private const int LineBytes = 57;
    private const int LineChars = 76;
    private const int WholeLine = LineChars + 2;
    private const int LinesPerBlock = 1024;

    /// <summary>The bytes to be encoded.</summary>
    public byte[] Plain { get; } = ArrayPool<byte>.Shared.Rent(MaxPlain);

    /// <summary>The lines.</summary>
    public byte[] Encoded { get; } = ArrayPool<byte>.Shared.Rent(WholeLine * LinesPerBlock);

    /// <summary>The length of the lines.</summary>
    public int EncodedCount { get; private set; }

    /// <summary>The length of so many bytes as lines.</summary>
    public static long LengthOf(long count) => ((count + 2) / 3 * 4) + (((count + LineBytes - 1) / LineBytes) * 2);

    /// <summary>Encodes the first bytes.</summary>
    public void Encode(int count)
    {
        Base64.EncodeToUtf8(Plain.AsSpan(0, count), Encoded, out _, out var chars);
        EncodedCount = chars + (2 * BreakLines(chars));
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(Plain);
        ArrayPool<byte>.Shared.Return(Encoded);
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
