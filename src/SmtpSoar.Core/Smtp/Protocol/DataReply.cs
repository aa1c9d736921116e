namespace SmtpSoar.Core.Smtp.Protocol;

/// <summary>Makes 354 of every reply to DATA that begins with a 3.</summary>
/// <remarks>
/// RFC 5321, section 4.3.2: a client acts by the first digit alone. MailKit sends the message after 354 only; after any other code
/// it says RSET, which a server that waits for the message takes for its first line. MailKit has no hook there, but hands each
/// piece of a reply to the log in the buffer that it reads next.
/// </remarks>
internal sealed class DataReply
{
    private int _column;
    private bool _isIntermediate;

    /// <summary>Changes the codes within a piece of the reply.</summary>
    public void Normalize(byte[] buffer, int offset, int count)
    {
        for (var i = offset; i < offset + count; i++)
        {
            if (buffer[i] == (byte)'\n')
                _column = 0;
            else
                buffer[i] = Normalize(buffer[i], _column++);
        }
    }

    // A character that is no digit stays, so that MailKit finds it.
    private byte Normalize(byte read, int column)
    {
        _isIntermediate = column == 0 ? read == (byte)'3' : _isIntermediate && (column > 2 || read is >= (byte)'0' and <= (byte)'9');
        return (_isIntermediate, column) switch
        {
            (true, 1) => (byte)'5',
            (true, 2) => (byte)'4',
            _ => read,
        };
    }
}
