using System;
using System.Text;
using SmtpSoar.Core.Text.Redaction;

namespace SmtpSoar.Core.Smtp.Protocol;

/// <summary>Follows the server's replies as they come in, piece by piece.</summary>
/// <remarks>It keeps lines, and reads them only when it is asked: nearly all say that all is well.</remarks>
internal sealed class ReplyReader(Turns turns)
{
    // A line is kept whole, as long as any reply may be: a secret in it that was cut off would not be found.
    private const int MaxLineLength = 64 * 1024;

    private readonly StringBuilder _line = new();
    private string _lastEnd = "";

    /// <summary>How many bytes of an unfinished reply have come.</summary>
    public long Pending { get; private set; }

    /// <summary>The last line that began, as far as it has come.</summary>
    public string LastLine { get; private set; } = "";

    /// <summary>The first line that was no reply. More may have come behind it: the server answers several commands at once.</summary>
    public string? FirstOdd { get; private set; }

    /// <summary>The last whole reply, which is its last line, or <see langword="null"/> if that was none.</summary>
    public SmtpReply? Last => ReplyParser.ParseWhole(_lastEnd);

    /// <summary>Takes the next bytes.</summary>
    /// <returns>Whether a reply ended among them.</returns>
    public bool Read(byte[] buffer, int offset, int count)
    {
        var (ended, end) = (false, offset + count);
        while (offset < end)
        {
            var lineEnd = Array.IndexOf(buffer, (byte)'\n', offset, end - offset);
            var next = lineEnd < 0 ? end : lineEnd + 1;
            Pending += next - offset;
            if (lineEnd < 0)
                Keep(buffer, offset, end);
            else
                ended |= EndLine(TakeLine(buffer, offset, lineEnd));
            offset = next;
        }

        if (_line.Length > 0)
            LastLine = _line.ToString();
        if (Pending > 0)
            turns.HearPart(LastLine);
        return ended;
    }

    /// <summary>Keeps a line that is no reply, if it is the first.</summary>
    /// <param name="line">The line.</param>
    public void NoteOdd(string line) => FirstOdd ??= line;

    /// <summary>Whether the last whole reply has this code.</summary>
    /// <param name="code">Three digits.</param>
    public bool LastIs(string code) => _lastEnd.StartsWith(code, StringComparison.Ordinal);

    // Nearly all lines come whole.
    private string TakeLine(byte[] buffer, int start, int end)
    {
        var length = end - start - (end > start && buffer[end - 1] == (byte)'\r' ? 1 : 0);
        if (_line.Length == 0 && length <= MaxLineLength && Array.IndexOf(buffer, (byte)'\r', start, length) < 0)
            return SecretRedactor.Bytewise.GetString(buffer, start, length);
        Keep(buffer, start, end);
        var line = _line.ToString();
        _line.Clear();
        return line;
    }

    private void Keep(byte[] buffer, int start, int end)
    {
        for (var i = start; i < end; i++)
            if (_line.Length < MaxLineLength && buffer[i] != (byte)'\r')
                _line.Append((char)buffer[i]);
    }

    private bool EndLine(string line)
    {
        LastLine = line;
        if (LastLine.Length > 3 && LastLine[3] == '-')
            return false;

        _lastEnd = LastLine;
        if (!ReplyParser.StartsWithCode(_lastEnd))
            FirstOdd ??= _lastEnd;
        turns.Hear(_lastEnd);
        Pending = 0;
        return true;
    }
}
