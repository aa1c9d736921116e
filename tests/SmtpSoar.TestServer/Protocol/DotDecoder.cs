using System;

namespace SmtpSoar.TestServer;

/// <summary>Undoes the dot stuffing of a message and finds its end, CRLF dot CRLF and nothing else.</summary>
internal sealed class DotDecoder
{
    private enum State
    {
        LineStart,
        Text,
        Cr,
        Dot,
        DotCr,
    }

    private State _state;

    public bool IsComplete { get; private set; }

    /// <summary>Decodes up to the end of the message or of the input.</summary>
    /// <param name="input">Bytes from the wire.</param>
    /// <param name="output">Room for one byte more than the input has.</param>
    /// <param name="written">How many bytes are in the output.</param>
    /// <returns>How many bytes of the input were used.</returns>
    public int Decode(ReadOnlySpan<byte> input, Span<byte> output, out int written)
    {
        int used = 0;
        written = 0;
        while (used < input.Length && !IsComplete)
        {
            used += Step(input[used..], output[written..], out int count);
            written += count;
        }

        return used;
    }

    private int Step(ReadOnlySpan<byte> input, Span<byte> output, out int written)
    {
        written = 0;
        switch (_state)
        {
            case State.LineStart when input[0] == '.':
                _state = State.Dot;
                return 1;
            case State.Dot when input[0] == '\r':
                _state = State.DotCr;
                return 1;
            case State.DotCr:
                return AfterDotCr(input, output, out written);
            case State.Cr when input[0] == '\n':
                _state = State.LineStart;
                written = Copy(input[..1], output);
                return 1;
            default:
                return CopyText(input, output, out written);
        }
    }

    private int AfterDotCr(ReadOnlySpan<byte> input, Span<byte> output, out int written)
    {
        IsComplete = input[0] == '\n';
        written = IsComplete ? 0 : Copy("\r"u8, output);
        _state = State.Cr;
        return IsComplete ? 1 : 0;
    }

    private int CopyText(ReadOnlySpan<byte> input, Span<byte> output, out int written)
    {
        int stuffed = input.IndexOf("\r\n."u8);
        if (stuffed >= 0)
        {
            _state = State.Dot;
            written = Copy(input[..(stuffed + 2)], output);
            return stuffed + 3;
        }

        _state = input.EndsWith("\r\n"u8) ? State.LineStart : input[^1] == '\r' ? State.Cr : State.Text;
        written = Copy(input, output);
        return input.Length;
    }

    private static int Copy(ReadOnlySpan<byte> from, Span<byte> to)
    {
        from.CopyTo(to);
        return from.Length;
    }
}
