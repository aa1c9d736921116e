using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Tests.Delivery;

/// <summary>What a <see cref="TestProxy"/> does with who connects.</summary>
internal enum ProxyMood
{
    Willing,
    Refusing,
    Hanging,
    Closing,

    /// <summary>Refuses, and says what it was sent.</summary>
    Quoting,
}

/// <summary>A SOCKS5 (RFC 1928, RFC 1929) and HTTP CONNECT proxy on the loopback address, which leads everybody to one port of this machine.</summary>
internal sealed class TestProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _work = [];
    private readonly List<string> _targets = [];
    private readonly int _port;
    private readonly string? _login;
    private readonly ProxyMood _mood;
    private readonly Task _accepting;

    private TestProxy(int port, string? login, ProxyMood mood)
    {
        (_port, _login, _mood) = (port, login, mood);
        _listener.Start();
        Address = _listener.LocalEndpoint.ToString()!;
        _accepting = AcceptAsync();
    }

    public string Address { get; }

    /// <summary>What was asked for, as "host:port".</summary>
    public IReadOnlyList<string> Targets
    {
        get
        {
            lock (_targets)
                return [.. _targets];
        }
    }

    /// <param name="port">Where it leads.</param>
    /// <param name="login">"user:password" that it wants.</param>
    /// <param name="mood">What it does.</param>
    public static TestProxy Start(int port, string? login = null, ProxyMood mood = ProxyMood.Willing) => new(port, login, mood);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_work);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _work.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception end) when (end is OperationCanceledException or InvalidOperationException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await ServeAsync(client.GetStream());
            }
            catch (Exception end) when (end is System.IO.IOException or OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // Either side went.
            }
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        if (_mood == ProxyMood.Closing)
            return;
        var first = (await ReadAsync(stream, 1))[0];
        if (_mood == ProxyMood.Hanging)
            await Task.Delay(Timeout.Infinite, _stop.Token);
        if (first == 5 ? !await Socks5Async(stream) : !await ConnectAsync(stream))
            return;

        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, _port, _stop.Token);
        var up = stream.CopyToAsync(server.GetStream(), _stop.Token);
        var down = server.GetStream().CopyToAsync(stream, _stop.Token);
        await Task.WhenAny(up, down);
    }

    private async Task<bool> Socks5Async(NetworkStream stream)
    {
        var methods = await ReadAsync(stream, (await ReadAsync(stream, 1))[0]);
        byte wanted = _login is null ? (byte)0 : (byte)2;
        if (!methods.Contains(wanted))
            return await SayAsync(stream, [5, 0xFF]);
        await stream.WriteAsync(new byte[] { 5, wanted }, _stop.Token);
        if (_login is not null && !await Socks5LogInAsync(stream))
            return false;

        var request = await ReadAsync(stream, 4);
        var host = request[3] switch
        {
            1 => new IPAddress(await ReadAsync(stream, 4)).ToString(),
            4 => new IPAddress(await ReadAsync(stream, 16)).ToString(),
            _ => Encoding.ASCII.GetString(await ReadAsync(stream, (await ReadAsync(stream, 1))[0])),
        };
        var port = await ReadAsync(stream, 2);
        Note($"{host}:{(port[0] << 8) | port[1]}");
        var reply = _mood == ProxyMood.Refusing ? (byte)2 : (byte)0; // 2: not allowed by the rules
        await SayAsync(stream, [5, reply, 0, 1, 127, 0, 0, 1, 0, 0]);
        return reply == 0;
    }

    private async Task<bool> Socks5LogInAsync(NetworkStream stream)
    {
        await ReadAsync(stream, 1);
        var user = Encoding.UTF8.GetString(await ReadAsync(stream, (await ReadAsync(stream, 1))[0]));
        var password = Encoding.UTF8.GetString(await ReadAsync(stream, (await ReadAsync(stream, 1))[0]));
        var isRight = $"{user}:{password}" == _login;
        await SayAsync(stream, [1, isRight ? (byte)0 : (byte)1]);
        return isRight;
    }

    private async Task<bool> ConnectAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            text.Append((char)(await ReadAsync(stream, 1))[0]);
        var lines = text.ToString().Split("\r\n");
        Note(lines[0].Split(' ')[1]);
        if (_login is not null && !lines.Contains("Proxy-Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(_login))))
            return await SayAsync(stream, "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        if (_mood == ProxyMood.Quoting)
            return await SayAsync(stream, Encoding.UTF8.GetBytes($"HTTP/1.1 403 I heard \u001B[31m{string.Join(" ", lines)}\r\nContent-Length: 0\r\n\r\n"));
        if (_mood == ProxyMood.Refusing)
            return await SayAsync(stream, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        await SayAsync(stream, "HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray());
        return true;
    }

    private void Note(string target)
    {
        lock (_targets)
            _targets.Add(target);
    }

    private async Task<bool> SayAsync(NetworkStream stream, byte[] bytes)
    {
        await stream.WriteAsync(bytes, _stop.Token);
        return false;
    }

    private async Task<byte[]> ReadAsync(NetworkStream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, _stop.Token);
        return bytes;
    }
}
