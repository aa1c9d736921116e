using System;

namespace SmtpSoar.Core.Raw.Text;

/// <summary>Walks through bytes line by line. CRLF, LF and CR each end a line.</summary>
internal ref struct LineCursor
{
    private readonly ReadOnlySpan<byte> _bytes;

    public LineCursor(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
    }

    /// <summary>The position at which the next line begins.</summary>
    public int Position { get; private set; }

    /// <summary>How many lines were read.</summary>
    public int LineNumber { get; private set; }

    /// <summary>Whether nothing is left.</summary>
    public readonly bool IsAtEnd => Position == _bytes.Length;

    /// <summary>Reads one line, without its end.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var rest = _bytes.Slice(Position);
        var length = rest.IndexOfAny((byte)'\r', (byte)'\n');
        line = length < 0 ? rest : rest.Slice(0, length);
        if (rest.IsEmpty)
            return false;

        Position += line.Length + LineEndLength(rest, length);
        LineNumber++;
        return true;
    }

    private static int LineEndLength(ReadOnlySpan<byte> rest, int index)
    {
        if (index < 0)
            return 0;
        var isCrLf = rest[index] == '\r' && index + 1 < rest.Length && rest[index + 1] == '\n';
        return isCrLf ? 2 : 1;
    }
}
