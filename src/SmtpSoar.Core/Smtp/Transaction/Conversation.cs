using MailKit.Net.Smtp;
using SmtpSoar.Core.Smtp.Connection;
using SmtpSoar.Core.Smtp.Protocol;

namespace SmtpSoar.Core.Smtp.Transaction;

/// <summary>Exchanges commands, replies and messages with the server, from the login on.</summary>
/// <remarks>By blocking calls: a near server answers sooner than a thread wakes.</remarks>
/// <param name="stream">The connection.</param>
/// <param name="monitor">Hears both sides.</param>
internal sealed class Conversation(ClientStream stream, ProtocolMonitor monitor)
{
    private static readonly byte[] EndOfData = [(byte)'.', (byte)'\r', (byte)'\n'];

    private readonly CommandBuffer _output = new(stream);
    private readonly ReplyStream _replies = new(stream, monitor);
    private bool _isAsking;

    /// <summary>Adds a command to those that go together.</summary>
    /// <param name="line">The command with its line end.</param>
    /// <param name="isProbe">Whether the server is asked only to find out whether it is in step.</param>
    public void Say(string line, bool isProbe = false)
    {
        if (!_isAsking)
            monitor.BeginTurn(isProbe);
        _isAsking = true;
        var bytes = _output.Add(line);
        monitor.LogClient(bytes.Array!, bytes.Offset, bytes.Count);
    }

    /// <summary>Writes what was said, and reads the next reply.</summary>
    public ServerReply Read()
    {
        Flush();
        return _replies.Read();
    }

    /// <summary>Writes what was said.</summary>
    public void Flush()
    {
        _isAsking = false;
        _output.Flush();
    }

    /// <summary>Begins a message, which goes in large pieces.</summary>
    public ContentStream BeginContent()
    {
        _output.Begin();
        return new ContentStream(_output, monitor);
    }

    /// <summary>All of the message but its end is said. A large message goes now, and a small one together with the end.</summary>
    /// <remarks>The end of a large message alone decides then whether the server may have taken it.</remarks>
    public void FinishContent()
    {
        if (_output.HasWritten)
            _output.Flush();
    }

    /// <summary>Says the end of the message, unless the server has broken in. It goes when a reply is read.</summary>
    /// <exception cref="SmtpProtocolException">The server has spoken before.</exception>
    public void EndContent()
    {
        monitor.EndContent(stream);
        monitor.SayContent(EndOfData.Length);
        _output.Add(EndOfData, 0, EndOfData.Length);
    }

    /// <summary>A reply without the secrets that the server may quote.</summary>
    public SmtpReply Parse(ServerReply reply) => monitor.Read(reply.Code, reply.Text);

    /// <summary>Forgets what was said and has not gone: the connection is given up.</summary>
    public void Abandon() => _output.Clear();
}
