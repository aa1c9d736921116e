using System;

namespace SmtpSoar.Core.Raw.Text;

/// <summary>Makes every line end CRLF, chunk by chunk.</summary>
internal sealed class LineEndNormalizer
{
    private bool _afterCarriageReturn;
    private bool _isInLine;

    /// <summary>How large a target must be: each byte may be a line end, and the last line may get one.</summary>
    public static int MaxOutput(int inputLength) => (inputLength * 2) + 2;

    /// <summary>Converts one chunk.</summary>
    /// <returns>How many bytes of the target are used.</returns>
    public int Convert(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var written = 0;
        while (!source.IsEmpty)
        {
            source = SkipRestOfLineEnd(source);
            var length = source.IndexOfAny((byte)'\r', (byte)'\n');
            var run = length < 0 ? source : source.Slice(0, length);
            run.CopyTo(target.Slice(written));
            written += run.Length;
            _isInLine |= !run.IsEmpty;
            source = source.Slice(run.Length);
            if (source.IsEmpty)
                break;

            _afterCarriageReturn = source[0] == '\r';
            source = source.Slice(1);
            written += EndLine(target.Slice(written));
        }

        return written;
    }

    /// <summary>Ends the last line, if it is not ended.</summary>
    public int Finish(Span<byte> target) => _isInLine ? EndLine(target) : 0;

    private ReadOnlySpan<byte> SkipRestOfLineEnd(ReadOnlySpan<byte> source)
    {
        var isRest = _afterCarriageReturn && source[0] == '\n';
        _afterCarriageReturn = false;
        return isRest ? source.Slice(1) : source;
    }

    private int EndLine(Span<byte> target)
    {
        target[0] = (byte)'\r';
        target[1] = (byte)'\n';
        _isInLine = false;
        return 2;
    }
}
