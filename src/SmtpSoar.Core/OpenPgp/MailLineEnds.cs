using System.IO;
using SmtpSoar.Core.Files;

namespace SmtpSoar.Core.OpenPgp;

/// <summary>Writes text with the line ends of mail, whichever its own are. <see cref="Flush"/> writes the rest.</summary>
/// <param name="output">The stream that takes it, and stays open.</param>
internal sealed class MailLineEnds(Stream output) : WriteOnlyStream
{
    // Other programs' armor comes byte by byte.
    private const int Capacity = 32 * 1024;

    private readonly byte[] _pending = new byte[Capacity];
    private int _count;
    private bool _isAfterReturn;

    public override void WriteByte(byte value)
    {
        if (_count >= Capacity - 1)
            Flush();
        if (value == '\n' && !_isAfterReturn)
            _pending[_count++] = (byte)'\r';
        _pending[_count++] = value;
        _isAfterReturn = value == '\r';
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        for (var i = offset; i < offset + count; i++)
            WriteByte(buffer[i]);
    }

    public override void Flush()
    {
        output.Write(_pending, 0, _count);
        _count = 0;
    }
}
