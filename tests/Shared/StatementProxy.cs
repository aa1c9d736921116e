using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Shared.Tests;

/// <summary>
/// A way to the database on which one statement becomes another of the same length: the module as it would be with a mistake in it. It
/// changes the protocol's text, so the address must have <c>sslmode=disable</c>.
/// </summary>
internal sealed class StatementProxy : IDisposable
{
    /// <summary>The statement that marks a message before its last byte.</summary>
    public const string Mark = "set marked = clock_timestamp() where id = $1 and fence = $2 and owner = $3 and state = 1";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _port;
    private readonly byte[] _from;
    private readonly byte[] _to;
    private int _count;

    private StatementProxy(int port, string from, string to)
    {
        if (from.Length < to.Length)
            throw new ArgumentException("The protocol tells the statement's length before it.");
        (_port, _from, _to) = (port, Encoding.ASCII.GetBytes(from), Encoding.ASCII.GetBytes(to.PadRight(from.Length)));
        _listener.Start();
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many statements were changed.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>A module with one mistake: "mark" leaves no mark, and "fence" marks a message whoever has it by now.</summary>
    public static StatementProxy Start(int port, string mutant) => mutant switch
    {
        "mark" => new StatementProxy(port, Mark, Mark.Replace("clock_timestamp()", "null")),
        "fence" => new StatementProxy(
            port, Mark, Mark.Replace("fence = $2", "$2 = $2").Replace("owner = $3", "$3 = $3").Replace("state = 1", "1 = 1")),
        _ => throw new ArgumentException($"There is no mutant {mutant}."),
    };

    public void Dispose() => _listener.Stop();

    private void Accept()
    {
        try
        {
            while (true)
                Connect(_listener.AcceptSocket());
        }
        catch (Exception cause) when (cause is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The end.
        }
    }

    private void Connect(Socket client)
    {
        var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        try
        {
            server.Connect(IPAddress.Loopback, _port);
        }
        catch (SocketException)
        {
            client.Dispose();
            return;
        }

        _ = Task.Factory.StartNew(() => Pump(client, server, isRequest: true), TaskCreationOptions.LongRunning);
        _ = Task.Factory.StartNew(() => Pump(server, client, isRequest: false), TaskCreationOptions.LongRunning);
    }

    private void Pump(Socket from, Socket to, bool isRequest)
    {
        var buffer = new byte[256 * 1024];
        var filled = 0;
        try
        {
            while (from.Receive(buffer, filled, buffer.Length - filled, SocketFlags.None) is var count && count > 0)
            {
                filled += count;
                if (isRequest && Change(buffer, filled) && filled < buffer.Length)
                    continue;
                to.Send(buffer, filled, SocketFlags.None);
                filled = 0;
            }
        }
        catch (Exception cause) when (cause is SocketException or ObjectDisposedException)
        {
            // The other direction, or the end.
        }

        from.Dispose();
        to.Dispose();
    }

    // Changes whole statements, and tells whether the bytes end within one.
    private bool Change(byte[] buffer, int count)
    {
        for (var start = 0; start < count; start++)
        {
            var length = Match(buffer, start, count);
            if (length == _from.Length)
            {
                _to.CopyTo(buffer, start);
                Interlocked.Increment(ref _count);
            }
            else if (length > 3 && start + length == count)
            {
                return true;
            }
        }

        return false;
    }

    private int Match(byte[] buffer, int start, int count)
    {
        var length = 0;
        while (length < _from.Length && start + length < count && buffer[start + length] == _from[length])
            length++;
        return length;
    }
}
