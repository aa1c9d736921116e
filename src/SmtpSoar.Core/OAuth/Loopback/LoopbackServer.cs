using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.OAuth.Loopback;

/// <summary>
/// Answers each connection to a loopback port with one page. No connection waits for another: a browser opens connections to
/// keep them in reserve, and any program of this machine can call and say nothing.
/// </summary>
internal sealed class LoopbackServer : IDisposable
{
    // With more of them the oldest has to go: a browser that has an answer sends it at once.
    private const int MaxOpenConnections = 64;

    private readonly LoopbackPort _port;
    private readonly Func<LoopbackRequest, LoopbackReply> _answer;
    private readonly Queue<TcpClient> _connections = new();
    private bool _isClosed;

    /// <summary>Starts at once.</summary>
    /// <param name="port">The port, which is closed with this object.</param>
    /// <param name="answer">Gives the page for a request. Called by several threads at once.</param>
    internal LoopbackServer(LoopbackPort port, Func<LoopbackRequest, LoopbackReply> answer)
    {
        _port = port;
        _answer = answer;
        foreach (var listener in port.Listeners)
            _ = AcceptAsync(listener);
    }

    public void Dispose()
    {
        _port.Dispose();
        lock (_connections)
        {
            _isClosed = true;
            foreach (var connection in _connections)
                connection.Dispose();
            _connections.Clear();
        }
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        var isOpen = true;
        while (isOpen)
        {
            try
            {
                var connection = await listener.AcceptTcpClientAsync().ConfigureAwait(false);
                if (isOpen = Keep(connection))
                    _ = ServeAsync(connection);
            }
            catch (SocketException cause) when (cause.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted)
            {
                // The caller went away. The next one may be the right one.
            }
            catch (Exception cause) when (cause is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                isOpen = false;
            }
        }
    }

    private bool Keep(TcpClient connection)
    {
        lock (_connections)
        {
            if (_isClosed)
            {
                connection.Dispose();
                return false;
            }

            if (_connections.Count == MaxOpenConnections)
                _connections.Dequeue().Dispose();
            _connections.Enqueue(connection);
            return true;
        }
    }

    private async Task ServeAsync(TcpClient connection)
    {
        using (connection)
        {
            try
            {
                await AnswerAsync(connection.GetStream()).ConfigureAwait(false);
            }
            catch (Exception cause) when (cause is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // They hung up, or had to.
            }
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        var request = await new RequestReader(stream).ReadAsync().ConfigureAwait(false);
        var reply = request is null ? LoginPages.NoRequest : _answer(request);
        try
        {
            await stream.WriteAsync(reply.ToBytes().AsMemory(), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            reply.Sent?.Invoke();
        }
    }
}
