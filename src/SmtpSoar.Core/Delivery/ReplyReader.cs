using System.Text;

namespace SmtpSoar.Core.Delivery;

/// <summary>Follows the server's replies as they come in, piece by piece.</summary>
internal sealed class ReplyReader
{
    private const int LongestExcerpt = 512;

    private readonly StringBuilder _line = new();

    /// <summary>How many bytes of an unfinished reply have come.</summary>
    public long Pending { get; private set; }

    /// <summary>The last line that began, as far as it has come.</summary>
    public string LastLine { get; private set; } = "";

    /// <summary>The first line that was no reply. More may have come behind it: the server answers several commands at once.</summary>
    public string? FirstOdd { get; private set; }

    /// <summary>The last whole reply, which is its last line.</summary>
    public SmtpReply? Last { get; private set; }

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
            else if (_line.Length < LongestExcerpt && buffer[i] != (byte)'\r')
                _line.Append((char)buffer[i]);
        }

        if (_line.Length > 0)
            LastLine = _line.ToString();
        return ended;
    }

    private bool EndLine()
    {
        LastLine = _line.ToString();
        _line.Clear();
        if (LastLine.Length > 3 && LastLine[3] == '-')
            return false;

        Last = ReplyParser.ParseWhole(LastLine);
        if (Last is null)
            FirstOdd ??= LastLine;
        Pending = 0;
        return true;
    }
}
