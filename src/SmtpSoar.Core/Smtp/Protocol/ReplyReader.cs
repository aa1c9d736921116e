using System.Text;

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
        var ended = false;
        for (var i = offset; i < offset + count; i++)
        {
            Pending++;
            if (buffer[i] == (byte)'\n')
                ended |= EndLine();
            else if (_line.Length < MaxLineLength && buffer[i] != (byte)'\r')
                _line.Append((char)buffer[i]);
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
    public bool LastIs(string code) => _lastEnd.StartsWith(code, System.StringComparison.Ordinal);

    private bool EndLine()
    {
        LastLine = _line.ToString();
        _line.Clear();
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
