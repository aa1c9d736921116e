using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;

namespace SmtpSoar.Tests.Fuzzing;

/// <summary>
/// The simplest server that takes mail: it keeps each byte that comes, and shares no code with the product, its libraries, or the scripted
/// server, so that none can hide another's mistake.
/// </summary>
internal sealed class WireRecorder : IDisposable
{
    /// <summary>At the end of a reply: the connection is closed after it.</summary>
    public const byte Close = 0;

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Func<string, byte[]> _reply;
    private readonly Lock _gate = new();
    private MemoryStream _bytes = new();
    private List<string> _commands = [];
    private List<string> _contents = [];
    private Socket? _client;
    private volatile bool _isOver;

    /// <param name="reply">Gives the reply to a command; a dot stands for a content's end, an empty one for a new connection.</param>
    public WireRecorder(Func<string, byte[]> reply)
    {
        _reply = reply;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        new Thread(Serve) { IsBackground = true }.Start();
    }

    public int Port { get; }

    /// <summary>One that takes every mail.</summary>
    /// <param name="extensions">What EHLO offers.</param>
    public static WireRecorder Taking(params string[] extensions)
    {
        var ehlo = new StringBuilder("250-test\r\n");
        foreach (var extension in extensions)
            ehlo.Append("250-").Append(extension).Append("\r\n");
        return new WireRecorder(command => Encoding.ASCII.GetBytes(Verb(command) switch
        {
            "" => "220 test\r\n",
            "EHLO" => ehlo + "250 HELP\r\n",
            "DATA" => "354 go on\r\n",
            "QUIT" => "221 bye\r\n",
            "MAIL" or "RCPT" or "RSET" or "NOOP" or "." or "HELO" => "250 2.0.0 fine\r\n",
            _ => "500 5.5.1 what\r\n",
        }));
    }

    /// <summary>What came since the last time.</summary>
    public WireRecord Take()
    {
        lock (_gate)
        {
            var record = new WireRecord(_bytes.ToArray(), _commands, _contents);
            (_bytes, _commands, _contents) = (new MemoryStream(), [], []);
            return record;
        }
    }

    public void Dispose()
    {
        _isOver = true;
        _listener.Dispose();
        _client?.Dispose();
    }

    private static string Verb(string command) => command.Split(' ')[0].ToUpperInvariant();

    private void Serve()
    {
        while (!_isOver)
        {
            try
            {
                using var client = _client = _listener.Accept();
                client.NoDelay = true;
                using var stream = new NetworkStream(client);
                Converse(stream, new BufferedStream(stream, 64 * 1024));
            }
            catch (Exception failure) when (failure is IOException or SocketException or InvalidOperationException or NotSupportedException)
            {
                // The client has gone, or the server is over.
            }
        }
    }

    private void Converse(NetworkStream output, BufferedStream input)
    {
        if (!Answer(output, _reply("")))
            return;
        while (ReadUntil(input, "\r\n") is { } line)
        {
            lock (_gate)
                _commands.Add(line);
            var reply = _reply(line);
            if (!Answer(output, reply) || Verb(line) == "QUIT")
                return;
            if (Verb(line) == "DATA" && reply.AsSpan().StartsWith("354"u8) && !TakeContent(output, input))
                return;
        }
    }

    private bool TakeContent(NetworkStream output, BufferedStream input)
    {
        var content = new StringBuilder();
        while (ReadUntil(input, "\r\n") is { } line)
        {
            if (line == ".")
            {
                lock (_gate)
                    _contents.Add(content.ToString());
                return Answer(output, _reply("."));
            }

            content.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        return false;
    }

    private static bool Answer(NetworkStream output, byte[] reply)
    {
        var closes = reply.Length == 0 || reply[^1] == Close;
        output.Write(reply, 0, closes && reply.Length > 0 ? reply.Length - 1 : reply.Length);
        return !closes;
    }

    private string? ReadUntil(BufferedStream input, string end)
    {
        var line = new StringBuilder();
        for (var value = input.ReadByte(); value >= 0; value = input.ReadByte())
        {
            lock (_gate)
                _bytes.WriteByte((byte)value);
            line.Append((char)value);
            if (value == '\n' && line.Length >= end.Length && line[^2] == '\r')
                return line.ToString(0, line.Length - end.Length);
        }

        return null;
    }
}

/// <param name="Bytes">All of them, in their order.</param>
/// <param name="Commands">The lines outside of contents, a character for each byte.</param>
/// <param name="Contents">The contents, their dots unstuffed, a character for each byte.</param>
internal sealed record WireRecord(byte[] Bytes, IReadOnlyList<string> Commands, IReadOnlyList<string> Contents);
