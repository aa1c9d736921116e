using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.TestServer;

/// <summary>How a <see cref="DnsTestServer"/> answers.</summary>
public enum DnsBehaviour
{
    /// <summary>With what it has; a name that it does not have does not exist.</summary>
    Answer,

    /// <summary>Over UDP with nothing but the word that the answer is too long; over TCP with what it has.</summary>
    Truncate,

    /// <summary>With SERVFAIL.</summary>
    Fail,

    /// <summary>Not at all.</summary>
    Silence,
}

/// <summary>A DNS server on the loopback address, over UDP and TCP on one port, that knows TXT records (RFC 1035).</summary>
public sealed class DnsTestServer : IAsyncDisposable, IDisposable
{
    private const int TextType = 16;
    private const int MaxString = 255;
    private const int HeaderLength = 12;

    private readonly Socket _udp = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly TcpListener _tcp;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskTracker _tasks = new();
    private readonly ConcurrentDictionary<string, string[]> _texts = new(StringComparer.OrdinalIgnoreCase);
    private int _queries;
    private int _disposed;

    private DnsTestServer()
    {
        _tcp = Bind();
        EndPoint = (IPEndPoint)_tcp.LocalEndpoint;
        _tasks.Run(() => Task.Factory.StartNew(ServeDatagrams, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        _tasks.Run(AcceptAsync);
    }

    /// <summary>Its address.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>How it answers from now on.</summary>
    public DnsBehaviour Behaviour { get; set; }

    /// <summary>How many queries came, over UDP and TCP.</summary>
    public int Queries => Volatile.Read(ref _queries);

    /// <summary>Starts a server.</summary>
    public static DnsTestServer Start() => new();

    /// <summary>Gives a name its TXT records, each cut into strings of 255 bytes.</summary>
    public DnsTestServer Add(string name, params string[] texts)
    {
        _texts[name] = texts;
        return this;
    }

    /// <summary>Closes everything at once.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _stopping.Cancel();
        _udp.Dispose();
        _tcp.Stop();
        await _tasks.WaitAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose() => Task.Run(() => DisposeAsync().AsTask()).GetAwaiter().GetResult();

    // Another process may have the port for UDP that is free for TCP.
    private TcpListener Bind()
    {
        for (int tries = 10; ; tries--)
        {
            var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            try
            {
                _udp.Bind(listener.LocalEndpoint);
                return listener;
            }
            catch (SocketException) when (tries > 0)
            {
                listener.Stop();
            }
        }
    }

    private void ServeDatagrams()
    {
        const int microseconds = 5_000;
        byte[] buffer = new byte[4096];
        while (!_stopping.IsCancellationRequested)
        {
            if (!_udp.Poll(microseconds, SelectMode.SelectRead))
                continue;
            EndPoint from = new IPEndPoint(IPAddress.Any, 0);
            int count = _udp.ReceiveFrom(buffer, ref from);
            if (Answer(buffer.AsSpan(0, count).ToArray(), Behaviour == DnsBehaviour.Truncate) is { } answer)
                _udp.SendTo(answer, from);
        }
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket socket = await _tcp.Server.AcceptAsync(_stopping.Token);
            _tasks.Run(() => ServeAsync(socket));
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var stream = new NetworkStream(socket, ownsSocket: true);
        using CancellationTokenRegistration stop = _stopping.Token.Register(socket.Dispose);
        while (await ReadAsync(stream, 2) is { } length && await ReadAsync(stream, (length[0] << 8) | length[1]) is { } query)
        {
            if (Answer(query, isTruncated: false) is not { } answer)
                continue;
            byte[] framed = [(byte)(answer.Length >> 8), (byte)answer.Length, .. answer];
            await stream.WriteAsync(framed.AsMemory(), _stopping.Token);
        }
    }

    private async Task<byte[]?> ReadAsync(NetworkStream stream, int count)
    {
        byte[] bytes = new byte[count];
        for (int filled = 0; filled < count;)
        {
            int read = await stream.ReadAsync(bytes.AsMemory(filled), _stopping.Token);
            if (read == 0)
                return null;
            filled += read;
        }

        return bytes;
    }

    private byte[]? Answer(byte[] query, bool isTruncated)
    {
        Interlocked.Increment(ref _queries);
        if (Behaviour == DnsBehaviour.Silence || query.Length < HeaderLength)
            return null;
        string name = NameOf(query, out int end);
        bool isKnown = _texts.TryGetValue(name, out string[]? texts);
        bool isText = ((query[end] << 8) | query[end + 1]) == TextType;
        string[] found = isKnown && isText && !isTruncated && Behaviour != DnsBehaviour.Fail ? texts! : [];
        byte code = Behaviour == DnsBehaviour.Fail ? (byte)2 : isKnown ? (byte)0 : (byte)3;
        var answer = new List<byte>();
        answer.AddRange([query[0], query[1], (byte)(0x85 | (isTruncated ? 2 : 0)), (byte)(0x80 | code), 0, 1, 0, (byte)found.Length, 0, 0, 0, 0]);
        answer.AddRange(query.AsSpan(HeaderLength, end + 4 - HeaderLength).ToArray());
        foreach (string text in found)
            AddRecord(answer, text);
        return [.. answer];
    }

    private static void AddRecord(List<byte> answer, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var strings = new List<byte>();
        for (int start = 0; start == 0 || start < bytes.Length; start += MaxString)
        {
            int length = Math.Min(MaxString, bytes.Length - start);
            strings.Add((byte)length);
            strings.AddRange(bytes.AsSpan(start, length).ToArray());
        }

        // The name by a pointer to the question; TXT, IN, a minute.
        answer.AddRange([0xC0, HeaderLength, 0, TextType, 0, 1, 0, 0, 0, 60, (byte)(strings.Count >> 8), (byte)strings.Count]);
        answer.AddRange(strings);
    }

    private static string NameOf(byte[] query, out int end)
    {
        var name = new StringBuilder();
        end = HeaderLength;
        while (query[end] > 0)
        {
            name.Append(name.Length > 0 ? "." : "").Append(Encoding.ASCII.GetString(query, end + 1, query[end]));
            end += query[end] + 1;
        }

        end++;
        return name.ToString();
    }
}
