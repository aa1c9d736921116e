using System;

namespace SmtpSoar.Core.Smtp.Protocol;

/// <summary>Follows whose turn it is to speak: how many commands the server has yet to answer.</summary>
/// <remarks>
/// RFC 5321, section 4.3.1: a server speaks when it is asked, but for the 421 by which it says that it closes (section 3.8).
/// Any other reply that answers nothing makes each later reply the answer to the wrong command, at worst to the message.
/// </remarks>
internal sealed class Turns
{
    private const string Closing = "421";

    // The greeting answers the connection.
    private int _owed = 1;
    private Speech _speech;
    private bool _wasUnasked;

    private enum Speech
    {
        Commands,
        Data,
        Content,
    }

    /// <summary>Whether a reply came that answers nothing.</summary>
    public bool IsOutOfStep { get; private set; }

    /// <summary>Whether the server refused the message, or closes, before it had all of it.</summary>
    public bool IsInterrupted { get; private set; }

    /// <summary>Whether the server has nothing to say.</summary>
    public bool IsOurs => _owed == 0;

    /// <summary>Whether the message itself is what the client says.</summary>
    public bool IsContent => _speech == Speech.Content;

    /// <summary>Takes commands: each line wants a reply.</summary>
    public void Say(byte[] buffer, int offset, int count)
    {
        _speech = EndsWithData(buffer, offset, count) ? Speech.Data : Speech.Commands;
        var end = offset + count;
        for (var line = offset; (line = Array.IndexOf(buffer, (byte)'\n', line, end - line) + 1) > 0;)
            _owed++;
    }

    /// <summary>From here on the client says the end of the message, which wants a reply. Commands may follow.</summary>
    public void EndContent()
    {
        _speech = Speech.Commands;
        _owed = 1;
    }

    /// <summary>Bytes of the server lie there before it is asked again, so the next reply answers nothing.</summary>
    public void NoteUnasked() => _wasUnasked = true;

    /// <summary>Takes a whole reply.</summary>
    /// <param name="line">Its last line.</param>
    public void Hear(string line)
    {
        if (_owed == 0 || _wasUnasked)
            HearUnasked(line);
        else
            HearAnswer(line);
    }

    /// <summary>Takes what has come of a reply so far.</summary>
    /// <param name="line">The beginning of a line of it.</param>
    public void HearPart(string line) => IsOutOfStep |= _owed == 0 && !MayInterrupt(line);

    private void HearUnasked(string line)
    {
        IsOutOfStep |= !MayInterrupt(line);
        IsInterrupted |= IsContent;
        _wasUnasked = false;
    }

    // DATA is the last of the commands that go together (RFC 2920, section 3.1).
    private void HearAnswer(string line)
    {
        _owed--;
        if (_owed == 0)
            _speech = _speech == Speech.Data && line.Length > 0 && line[0] == '3' ? Speech.Content : Speech.Commands;
    }

    // Servers do refuse a message while it comes, since it is too large or takes too long.
    private bool MayInterrupt(string line) => IsClosing(line) || (IsContent && line.Length > 0 && line[0] is '4' or '5');

    private static bool IsClosing(string line) => string.CompareOrdinal(line, 0, Closing, 0, Math.Min(line.Length, Closing.Length)) == 0;

    private static bool EndsWithData(byte[] buffer, int offset, int count)
    {
        const string data = "DATA\r\n";
        if (count < data.Length)
            return false;
        var start = offset + count - data.Length;
        for (var i = 0; i < data.Length; i++)
            if (buffer[start + i] != data[i])
                return false;
        return start == offset || buffer[start - 1] == (byte)'\n';
    }
}
