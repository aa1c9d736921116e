using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Tests.Outbox.Postgres;

/// <summary>
/// A way to the database that breaks at chosen statements: before the server gets one, or after it has done it and before its reply is
/// seen. It reads the protocol's text, so the address must have <c>sslmode=disable</c>.
/// </summary>
internal sealed class CuttingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly List<Socket> _sockets = [];
    private readonly ConcurrentQueue<string> _answers = [];
    private readonly int _port;
    private Cut? _cut;
    private volatile bool _isAway;

    public CuttingProxy(int port)
    {
        _port = port;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How often a statement was cut off.</summary>
    public int Cuts { get; private set; }

    /// <summary>How many connections were broken while it was away.</summary>
    public int Refusals { get; private set; }

    /// <summary>Called when a statement is cut off.</summary>
    public Action OnCut { get; set; } = () => { };

    /// <summary>Breaks the connection at the next statement that has this text.</summary>
    /// <param name="text">A part of the statement.</param>
    /// <param name="isDone">Whether the server gets it, and only its reply is lost.</param>
    public void CutAt(string text, bool isDone) => Volatile.Write(ref _cut, new Cut(text, isDone));

    /// <summary>Answers the next connections in the place of the server, each with an error, and closes them.</summary>
    /// <param name="codes">The SQLSTATE of each.</param>
    public void Answer(params string[] codes) => Array.ForEach(codes, _answers.Enqueue);

    /// <summary>Whether it is away from the next cut on.</summary>
    public bool GoesWithCut { get; set; }

    /// <summary>Breaks all connections, and each new one, until it is over.</summary>
    public bool IsAway
    {
        get => _isAway;
        set
        {
            _isAway = value;
            if (value)
                CutAll();
        }
    }

    /// <summary>Breaks all connections.</summary>
    public void CutAll()
    {
        Socket[] all;
        lock (_sockets)
        {
            all = [.. _sockets];
            _sockets.Clear();
        }

        foreach (var socket in all)
            Reset(socket);
    }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Stop();
        CutAll();
        _end.Dispose();
    }

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception cause) when (cause is SocketException or ObjectDisposedException)
        {
            // The other direction was first.
        }

        socket.Dispose();
    }

    private static void Answer(Socket client, string code)
    {
        var buffer = new byte[4096];
        var fields = Encoding.UTF8.GetBytes($"SFATAL\0VFATAL\0C{code}\0Mthe server has an answer\0\0");
        client.Receive(buffer);
        client.Send([(byte)'E', 0, 0, 0, (byte)(fields.Length + 4), .. fields]);
        client.Shutdown(SocketShutdown.Send);
        client.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptSocketAsync();
            }
            catch (Exception cause) when (cause is SocketException or ObjectDisposedException)
            {
                return;
            }

            if (_answers.TryDequeue(out var code))
            {
                Answer(client, code);
                continue;
            }

            if (_isAway)
            {
                Refusals++;
                Reset(client);
                continue;
            }

            var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                server.Connect(IPAddress.Loopback, _port);
            }
            catch (SocketException)
            {
                Reset(client);
                continue;
            }

            lock (_sockets)
                _sockets.AddRange([client, server]);
            var state = new Way();
            _ = Task.Factory.StartNew(() => Pump(client, server, state, true), TaskCreationOptions.LongRunning);
            _ = Task.Factory.StartNew(() => Pump(server, client, state, false), TaskCreationOptions.LongRunning);
        }
    }

    private void Pump(Socket from, Socket to, Way way, bool isRequest)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (from.Receive(buffer) is > 0 and var count)
            {
                if (isRequest && IsToBeCut(buffer, count) is { } cut)
                {
                    way.SwallowsReply = cut.IsDone;
                    if (!cut.IsDone)
                    {
                        Go();
                        break;
                    }
                }
                else if (!isRequest && way.SwallowsReply)
                {
                    // The reply is there, so the server has done it.
                    Go();
                    break;
                }

                to.Send(buffer, count, SocketFlags.None);
            }
        }
        catch (Exception cause) when (cause is SocketException or ObjectDisposedException)
        {
            // The other direction, or the end.
        }

        Reset(from);
        Reset(to);
    }

    private void Go()
    {
        if (GoesWithCut)
            IsAway = true;
    }

    private Cut? IsToBeCut(byte[] buffer, int count)
    {
        if (Volatile.Read(ref _cut) is not { } cut || !Encoding.UTF8.GetString(buffer, 0, count).Contains(cut.Text, StringComparison.Ordinal))
            return null;
        if (Interlocked.CompareExchange(ref _cut, null, cut) != cut)
            return null;
        Cuts++;
        OnCut();
        return cut;
    }

    private sealed record Cut(string Text, bool IsDone);

    private sealed class Way
    {
        public volatile bool SwallowsReply;
    }
}
