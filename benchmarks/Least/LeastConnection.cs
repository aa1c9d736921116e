using System;
using System.Net.Sockets;
using System.Text;

namespace SmtpSoar.Benchmarks.Least;

/// <summary>A connection in which each message goes together with the next one's envelope (RFC 2920).</summary>
internal sealed class LeastConnection : IDisposable
{
    private readonly byte[] _output = new byte[64 * 1024];
    private readonly byte[] _input = new byte[4096];
    private readonly Socket _server = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private int _written;

    public LeastConnection(int port)
    {
        _server.Connect("127.0.0.1", port);
        Read(1);
        Say("EHLO localhost\r\n");
        Exchange(1);
    }

    /// <summary>Sends the message before, and the envelope of this one.</summary>
    public void Begin(LeastMail mail, LeastMail? last)
    {
        Add(last);
        Say(mail.Envelope);
        Exchange(last is null ? 3 : 4);
    }

    /// <summary>Sends the last message.</summary>
    public void End(LeastMail? last)
    {
        Add(last);
        if (last is not null)
            Exchange(1);
    }

    public void Dispose() => _server.Dispose();

    private void Add(LeastMail? mail)
    {
        mail?.Content.CopyTo(_output, _written);
        _written += mail?.Content.Length ?? 0;
    }

    private void Say(string text) => _written += Encoding.UTF8.GetBytes(text, 0, text.Length, _output, _written);

    private void Exchange(int replies)
    {
        _server.Send(_output, 0, _written, SocketFlags.None);
        _written = 0;
        Read(replies);
    }

    // The last line of each reply has a space after its code.
    private void Read(int replies)
    {
        var place = 0;
        while (replies > 0)
        {
            var count = _server.Receive(_input);
            if (count == 0)
                throw new InvalidOperationException("The server closed the connection.");
            for (var i = 0; i < count; i++)
            {
                if (place == 0 && _input[i] is not ((byte)'2' or (byte)'3'))
                    throw new InvalidOperationException("The server refused: " + Encoding.UTF8.GetString(_input, i, count - i));
                replies -= place == 3 && _input[i] == ' ' ? 1 : 0;
                place = _input[i] == '\n' ? 0 : place + 1;
            }
        }
    }
}
