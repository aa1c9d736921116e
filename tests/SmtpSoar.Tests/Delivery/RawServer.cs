using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

namespace SmtpSoar.Tests.Delivery;

/// <summary>A server that answers nothing by itself.</summary>
/// <remarks>The test tells it when to read and when to speak, and sees thereby which commands come together.</remarks>
internal sealed class RawServer : IDisposable
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(20);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<string> _read = [];
    private TcpClient? _client;
    private StreamReader? _reader;

    public RawServer() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The lines that came.</summary>
    public IReadOnlyList<string> Lines => _read;

    /// <summary>Takes a connection, and says what every server says before the first message.</summary>
    /// <param name="extensions">The extensions that it offers.</param>
    public async Task AcceptAsync(params string[] extensions)
    {
        _client?.Dispose();
        _client = await _listener.AcceptTcpClientAsync().WaitAsync(LongEnough);
        _reader = new StreamReader(_client.GetStream(), Encoding.Latin1);
        await SayAsync("220 raw\r\n");
        await ReadToAsync("EHLO ");
        await SayAsync("250-raw\r\n" + string.Concat(Array.ConvertAll(extensions, extension => $"250-{extension}\r\n")) + "250 SIZE\r\n");
    }

    /// <summary>Reads lines up to one that begins like this, and says nothing.</summary>
    /// <returns>That line.</returns>
    public async Task<string> ReadToAsync(string start)
    {
        while (true)
        {
            var line = await _reader!.ReadLineAsync().WaitAsync(LongEnough) ?? throw new IOException("The client closed the connection.");
            _read.Add(line);
            if (line.StartsWith(start, StringComparison.Ordinal))
                return line;
        }
    }

    /// <summary>Whether the client closes the connection next.</summary>
    public async Task<bool> IsClosedAsync() => await _reader!.ReadLineAsync().WaitAsync(LongEnough) is null;

    public Task SayAsync(string text) => _client!.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text)).AsTask();

    /// <summary>Closes the connection.</summary>
    public void Close() => _client!.Dispose();

    public void Dispose()
    {
        _client?.Dispose();
        _listener.Stop();
    }
}
