using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.TestServer;

/// <summary>An HTTP/1.1 server on the loopback address that can break off at any byte. Shares no code with the module.</summary>
public sealed class HttpTestServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, bool> _clients = new();
    private readonly Func<HttpTestRequest, HttpTestReply> _answer;
    private int _atOnce;
    private int _mostAtOnce;

    /// <summary>Starts at a free port.</summary>
    /// <param name="answer">Gives the answer to each whole request.</param>
    public HttpTestServer(Func<HttpTestRequest, HttpTestReply> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Root => new($"http://127.0.0.1:{Port}/");

    /// <summary>Each whole request so far.</summary>
    public ConcurrentQueue<HttpTestRequest> Requests { get; } = new();

    /// <summary>How many requests were under way at once at most.</summary>
    public int MostAtOnce => _mostAtOnce;

    /// <summary>
    /// Says after how many bytes of a request's body the connection is reset, by the request's first line; null: not at all.
    /// </summary>
    public Func<string, long?> ResetAfter { get; set; } = _ => null;

    public void Dispose()
    {
        _listener.Stop();
        foreach (var client in _clients.Keys)
            client.Dispose();
    }

    private static void Reset(TcpClient client)
    {
        client.Client.LingerState = new LingerOption(true, 0);
        client.Close();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception cause) when (cause is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        _clients.TryAdd(client, true);
        try
        {
            using var stream = new BufferedStream(client.GetStream());
            while (await AnswerOneAsync(client, stream))
            {
                // The connection stays for the next one.
            }
        }
        catch (Exception cause) when (cause is IOException or SocketException or ObjectDisposedException)
        {
            // The client has gone.
        }

        _clients.TryRemove(client, out _);
        client.Dispose();
    }

    private async Task<bool> AnswerOneAsync(TcpClient client, Stream stream)
    {
        var head = await ReadHeadAsync(stream);
        if (head.Length == 0)
            return false;
        var lines = head.Split("\r\n");
        var headers = lines.Skip(1).Where(line => line.Contains(':', StringComparison.Ordinal)).ToDictionary(
            line => line[..line.IndexOf(':', StringComparison.Ordinal)].Trim(),
            line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim(),
            StringComparer.OrdinalIgnoreCase);
        var length = headers.TryGetValue("Content-Length", out var stated) ? long.Parse(stated, CultureInfo.InvariantCulture) : 0;
        var reset = ResetAfter(lines[0]);
        var body = await ReadBodyAsync(stream, reset is { } count ? Math.Min(count, length) : length);
        if (reset is not null)
        {
            Reset(client);
            return false;
        }

        var parts = lines[0].Split(' ');
        return await ReplyAsync(client, stream, new HttpTestRequest(parts[0], parts[1], headers, body));
    }

    private async Task<bool> ReplyAsync(TcpClient client, Stream stream, HttpTestRequest request)
    {
        var atOnce = Interlocked.Increment(ref _atOnce);
        while (atOnce > _mostAtOnce)
            Interlocked.Exchange(ref _mostAtOnce, atOnce);
        Requests.Enqueue(request);
        HttpTestReply reply;
        lock (_listener)
            reply = _answer(request);
        if (reply.After is not null)
            await reply.After;
        Interlocked.Decrement(ref _atOnce);
        if (reply.IsReset)
        {
            Reset(client);
            return false;
        }

        await WriteAsync(stream, reply);
        if (reply.CutAfter is not null)
            Reset(client);
        return reply.StatedLength is null && reply.CutAfter is null;
    }

    private static async Task WriteAsync(Stream stream, HttpTestReply reply)
    {
        var answer = reply.ToBytes();
        await stream.WriteAsync(answer.AsMemory(0, Math.Min(answer.Length, reply.CutAfter ?? answer.Length)));
        await stream.FlushAsync();
    }

    private static async Task<string> ReadHeadAsync(Stream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one) == 1)
        {
            head.Add(one[0]);
            if (one[0] == '\n' && head.Count >= 4 && head[^2] == '\r' && head[^3] == '\n')
                return Encoding.ASCII.GetString([.. head]).TrimEnd('\r', '\n');
        }

        return "";
    }

    private static async Task<byte[]> ReadBodyAsync(Stream stream, long length)
    {
        var body = new byte[length];
        await stream.ReadExactlyAsync(body);
        return body;
    }
}
