using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.TestServer;

/// <summary>Serves a revocation list over HTTP on the loopback address, or keeps those who ask waiting.</summary>
/// <remarks>Each server has an address of its own, since systems cache revocation lists by address.</remarks>
public sealed class CrlServer : IAsyncDisposable, IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _requested = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskTracker _tasks = new();
    private int _requests;
    private int _disposed;

    private CrlServer()
    {
        _listener.Start();
        Url = new Uri($"http://{_listener.LocalEndpoint}/{Guid.NewGuid():N}.crl");
        _tasks.Run(AcceptAsync);
    }

    /// <summary>Where the list is.</summary>
    public Uri Url { get; }

    /// <summary>The list, as <see cref="TestCertificates.RevocationList"/> makes it; null is answered with 404.</summary>
    public byte[]? List { get; set; }

    /// <summary>Answers nobody, until the server is disposed.</summary>
    public bool Hang { get; set; }

    /// <summary>How many requests came.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Ends with the first request.</summary>
    public Task FirstRequest => _requested.Task;

    /// <summary>Starts a server.</summary>
    public static CrlServer Start() => new();

    /// <summary>Closes every connection at once.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _tasks.WaitAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose() => Task.Run(() => DisposeAsync().AsTask()).GetAwaiter().GetResult();

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket socket = await _listener.AcceptSocketAsync(_stopping.Token);
            _tasks.Run(() => ServeAsync(socket));
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var stream = new NetworkStream(socket, ownsSocket: true);
        if (!await ReadRequestAsync(stream))
        {
            return;
        }

        Interlocked.Increment(ref _requests);
        _requested.TrySetResult();
        if (Hang)
        {
            await Task.Delay(Timeout.Infinite, _stopping.Token);
        }

        await stream.WriteAsync(Response(List), _stopping.Token);
        socket.Shutdown(SocketShutdown.Send);
    }

    /// <summary>Reads up to the empty line after the header.</summary>
    private async Task<bool> ReadRequestAsync(NetworkStream stream)
    {
        byte[] buffer = new byte[16 * 1024];
        int length = 0;
        while (buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) < 0)
        {
            int count = await stream.ReadAsync(buffer.AsMemory(length), _stopping.Token);
            length += count;
            if (count == 0)
            {
                return false;
            }
        }

        return true;
    }

    private static byte[] Response(byte[]? list)
    {
        string status = list == null ? "404 Not Found" : "200 OK";
        string header = $"HTTP/1.1 {status}\r\nContent-Type: application/pkix-crl\r\nContent-Length: {list?.Length ?? 0}\r\nConnection: close\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(header), .. list ?? []];
    }
}
