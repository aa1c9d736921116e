using System;

namespace SmtpSoar.Core.Composition.Rendering;

/// <summary>Finds a CR or LF that is not part of a CRLF, chunk by chunk (RFC 5321, section 2.3.8).</summary>
/// <remarks>
/// Servers differ in the line ends that they take. One that takes a lone CR reads commands where another one reads text: SMTP smuggling.
/// </remarks>
/// <param name="position">How many bytes of the message went before.</param>
internal sealed class LineEndCheck(long position = 0)
{
    private bool _isAfterReturn;
    private bool _isInLine;
    private long _position = position;

    /// <summary>Whether each CR of these bytes is followed by LF and each LF preceded by CR.</summary>
    public static bool IsClean(ReadOnlySpan<byte> bytes)
    {
        var check = new LineEndCheck();
        return check.FindLone(bytes) < 0 && !check._isAfterReturn;
    }

    /// <summary>Looks at the next bytes.</summary>
    /// <exception cref="SmtpSoarException">They have a lone CR or LF.</exception>
    public void Add(ReadOnlySpan<byte> chunk)
    {
        if (FindLone(chunk) is >= 0 and var place)
            throw Refusal(chunk[place], place);
        _position += chunk.Length;
    }

    /// <summary>Passes over bytes whose maker guarantees that they are whole lines, each of which ends with CRLF.</summary>
    /// <exception cref="SmtpSoarException">They would go on in a line.</exception>
    public void Skip(long count)
    {
        EndLine();
        _position += count;
    }

    /// <summary>Makes sure that no line is open.</summary>
    /// <exception cref="SmtpSoarException">One is.</exception>
    public void EndLine()
    {
        if (_isAfterReturn)
            throw LoneReturn(_position);
        if (_isInLine)
            throw Errors.BareLineEnd.With("a line without an end", _position);
    }

    private SmtpSoarException Refusal(byte found, int place)
    {
        if (_isAfterReturn)
            return LoneReturn(_position);
        return found == '\r' ? LoneReturn(_position + place + 1) : LoneFeed(_position + place + 1);
    }

    private static SmtpSoarException LoneReturn(long place) => Errors.BareLineEnd.With("a CR without its LF", place);

    private static SmtpSoarException LoneFeed(long place) => Errors.BareLineEnd.With("a LF without its CR", place);

    /// <returns>The place of the first lone CR or LF, or of what follows a CR in its LF's place; else -1.</returns>
    private int FindLone(ReadOnlySpan<byte> chunk)
    {
        if (chunk.IsEmpty)
            return -1;
        if (_isAfterReturn && chunk[0] != '\n')
            return 0;
        var start = _isAfterReturn ? 1 : 0;
        _isAfterReturn = false;
        while (chunk.Slice(start).IndexOfAny((byte)'\r', (byte)'\n') is >= 0 and var length)
        {
            var end = start + length;
            if (chunk[end] == '\n')
                return end;
            _isAfterReturn = end + 1 == chunk.Length;
            if (_isAfterReturn)
                return -1;
            if (chunk[end + 1] != '\n')
                return end;
            start = end + 2;
        }

        _isInLine = start < chunk.Length;
        return -1;
    }
}
