using System;
using System.Collections.Concurrent;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

namespace SmtpSoar.Module.Tests.Browser;

/// <summary>A server that hears of every connection, also of one that asks for nothing.</summary>
internal sealed class Eavesdropper : IDisposable
{
    private static readonly byte[] Answer = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public Eavesdropper()
    {
        _listener.Start();
        _ = ListenAsync();
    }

    /// <summary>Who has connected, also without asking for anything.</summary>
    public ConcurrentQueue<EndPoint> Connections { get; } = [];

    /// <summary>The first line of each request.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public string Url => $"http://{_listener.LocalEndpoint}";

    public void Dispose() => _listener.Dispose();

    private async Task ListenAsync()
    {
        try
        {
            while (true)
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception cause) when (cause is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    // Each on its own: a browser also opens connections ahead of need, which would hold up the others.
    private async Task AnswerAsync(TcpClient client)
    {
        Connections.Enqueue(client.Client.RemoteEndPoint!);
        try
        {
            using var _ = client;
            var request = new byte[4096];
            var stream = client.GetStream();
            var count = await stream.ReadAsync(request);
            Requests.Enqueue(Encoding.ASCII.GetString(request, 0, count).Split('\r')[0]);
            await stream.WriteAsync(Answer);
        }
        catch (IOException)
        {
            // The browser has gone; that it came is written down.
        }
    }
}
