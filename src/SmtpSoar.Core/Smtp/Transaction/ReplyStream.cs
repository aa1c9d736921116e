using System;
using System.IO;
using System.Text;
using MailKit.Net.Smtp;
using SmtpSoar.Core.Runtime;
using SmtpSoar.Core.Smtp.Protocol;
using SmtpSoar.Core.Text.Redaction;

namespace SmtpSoar.Core.Smtp.Transaction;

/// <summary>Reads the server's replies one by one, however many come in a piece (RFC 5321, section 4.2.1).</summary>
/// <param name="stream">The connection.</param>
/// <param name="monitor">Hears each piece, and ends what is no reply or has no end.</param>
internal sealed class ReplyStream(Stream stream, ProtocolMonitor monitor)
{
    private const int BlockSize = 4096;
    private const int CodeLength = 3;

    private static readonly Encoding Strict = new UTF8Encoding(false, throwOnInvalidBytes: true);

    private byte[] _block = new byte[BlockSize];
    private int _start;
    private int _end;

    /// <summary>Reads the next reply.</summary>
    /// <exception cref="SmtpProtocolException">The server closed the connection, or said what is no reply.</exception>
    public ServerReply Read()
    {
        var line = ReadLine();
        var code = CodeOf(line);
        if (IsLast(line))
            return new ServerReply(code, TextOf(line));
        var text = new StringBuilder(TextOf(line));
        do
        {
            line = ReadLine();
            if (CodeOf(line) != code)
                throw Odd(line, "The status codes returned by the server did not match.");
            text.Append('\n').Append(TextOf(line));
        }
        while (!IsLast(line));
        return new ServerReply(code, text.ToString());
    }

    private ReadOnlySpan<byte> ReadLine()
    {
        for (var from = _start; ;)
        {
            var length = _block.AsSpan(from, _end - from).IndexOf((byte)'\n');
            if (length >= 0)
                return TakeLine(from + length);
            from = Fill();
        }
    }

    private ReadOnlySpan<byte> TakeLine(int end)
    {
        var line = _block.AsSpan(_start, end - _start);
        _start = end + 1;
        return line.Length > 0 && line[line.Length - 1] == '\r' ? line.Slice(0, line.Length - 1) : line;
    }

    // Returns the place of the first byte that is new.
    private int Fill()
    {
        if (_start > 0)
            Buffer.BlockCopy(_block, _start, _block, 0, _end - _start);
        (_start, _end) = (0, _end - _start);
        if (_end == _block.Length)
            Array.Resize(ref _block, 2 * _block.Length);
        var count = stream.Read(_block, _end, Math.Min(BlockSize, _block.Length - _end));
        if (count == 0)
            throw RootCause.Disconnect();
        monitor.LogServer(_block, _end, count);
        _end += count;
        return _end - count;
    }

    private int CodeOf(ReadOnlySpan<byte> line)
    {
        if (line.Length < CodeLength || !IsDigit(line[0]) || !IsDigit(line[1]) || !IsDigit(line[2]))
            throw Odd(line, "Unable to parse status code returned by the server.");
        if (line[0] == '0' || (line.Length > CodeLength && line[CodeLength] is not ((byte)' ' or (byte)'-')))
            throw Odd(line, "Invalid status code returned by the server.");
        return ((line[0] - '0') * 100) + ((line[1] - '0') * 10) + line[2] - '0';
    }

    // More may have come behind it.
    private SmtpProtocolException Odd(ReadOnlySpan<byte> line, string why)
    {
        monitor.NoteOdd(SecretRedactor.Bytewise.GetString(line.ToArray()));
        return new SmtpProtocolException(why);
    }

    private static bool IsDigit(byte character) => character is >= (byte)'0' and <= (byte)'9';

    private static bool IsLast(ReadOnlySpan<byte> line) => line.Length == CodeLength || line[CodeLength] == ' ';

    private static string TextOf(ReadOnlySpan<byte> line)
    {
        if (line.Length <= CodeLength + 1)
            return "";
        var bytes = line.Slice(CodeLength + 1).ToArray();
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return SecretRedactor.Bytewise.GetString(bytes);
        }
    }
}
