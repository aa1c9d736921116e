using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Runtime;

namespace SmtpSoar.Core.Smtp.Connection;

/// <summary>Tries the addresses of a server one after the other, waits long for none, and takes the first connection (RFC 8305).</summary>
/// <param name="clock">The clock of its pauses.</param>
internal sealed class AddressRace(TimeProvider clock)
{
    // RFC 8305, section 5: Connection Attempt Delay.
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(250);

    // A server that answers so soon is awaited by the thread itself. To come back later for it, each method on the way here needs code
    // of its own that no image has: compiling that takes longer than a near server.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    private readonly List<Attempt> _attempts = [];

    /// <summary>The addresses that were tried, each with what became of it.</summary>
    public string Tried { get; private set; } = "";

    /// <summary>The addresses of both families in turn, each family in its order (RFC 8305, section 4).</summary>
    public static IReadOnlyList<IPAddress> InTurn(IReadOnlyList<IPAddress> addresses)
    {
        var first = addresses.Where(address => address.AddressFamily == addresses[0].AddressFamily).ToList();
        var others = addresses.Where(address => address.AddressFamily != addresses[0].AddressFamily).ToList();
        var mixed = new List<IPAddress>(addresses.Count);
        for (var i = 0; i < Math.Max(first.Count, others.Count); i++)
        {
            if (i < first.Count)
                mixed.Add(first[i]);
            if (i < others.Count)
                mixed.Add(others[i]);
        }

        return mixed;
    }

    /// <summary>Connects.</summary>
    /// <param name="addresses">The addresses in their order.</param>
    /// <param name="limit">The longest that all of it may take.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The socket, and the address that it is connected to.</returns>
    /// <exception cref="SocketException">No address could be reached: the last failure.</exception>
    /// <exception cref="TimeoutException">One said nothing until the time was over.</exception>
    public async Task<(Socket Socket, IPEndPoint Remote)> RunAsync(
        IReadOnlyList<IPEndPoint> addresses, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Attempt? winner = null;
        try
        {
            winner = TryAtOnce(addresses[0], cancellationToken);
            var over = winner is null ? Cancellation.DelayAsync(limit, clock, end.Token) : Task.CompletedTask;
            for (var next = 0; winner is null; next++)
            {
                if (next > 0 && next < addresses.Count)
                    _attempts.Add(new Attempt(addresses[next]));
                var pause = next + 1 < addresses.Count ? Cancellation.DelayAsync(Delay, clock, end.Token) : over;
                winner = await WaitAsync(pause, over, cancellationToken).ConfigureAwait(false);
            }

            return (winner.Socket!, winner.Remote);
        }
        finally
        {
            end.Cancel();
            Tried = string.Join(", ", _attempts.Select(attempt => attempt.ToString()));
            foreach (var attempt in _attempts.Where(attempt => attempt != winner))
                attempt.Abandon();
        }
    }

    private Attempt? TryAtOnce(IPEndPoint address, CancellationToken cancellationToken)
    {
        var attempt = new Attempt(address);
        _attempts.Add(attempt);
        Task.WaitAny([attempt.Task], (int)Moment.TotalMilliseconds, cancellationToken);
        return attempt.IsConnected ? attempt : null;
    }

    // Until an address answers, or it is time for the next one.
    private async Task<Attempt?> WaitAsync(Task pause, Task over, CancellationToken cancellationToken)
    {
        var waiting = _attempts.Where(attempt => !attempt.Task.IsFaulted).ToList();
        if (waiting.Count == 0 && pause == over)
            await _attempts[_attempts.Count - 1].Task.ConfigureAwait(false);
        if (waiting.Count == 0)
            return null;
        var first = await Task.WhenAny(waiting.Select(attempt => attempt.Task).Append(pause).Append(over)).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (first == over)
            throw new TimeoutException();
        return waiting.Find(attempt => attempt.Task == first && attempt.IsConnected);
    }

    private sealed class Attempt
    {
        public Attempt(IPEndPoint remote)
        {
            Remote = remote;

            // A socket that ever connected asynchronously is never again one that simply waits for the server. A thread of its own
            // connects, since all those of the pool may be waiting for connections.
            Task = Task.Factory.StartNew(Connect, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        public IPEndPoint Remote { get; }

        public Socket? Socket { get; private set; }

        public Task Task { get; }

        public bool IsConnected => Task.Status == TaskStatus.RanToCompletion;

        public override string ToString() => $"{Remote} ({State})";

        private string State => IsConnected ? "connected" : Task.Exception?.InnerException?.Message.TrimEnd('.') ?? "no answer yet";

        // Not every system lets go of a socket that is still connecting: nobody here waits for that.
        public void Abandon()
        {
            _ = Task.Run(Close, CancellationToken.None);
            _ = Task.ContinueWith(_ => Close(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        private void Close()
        {
            _ = Task.Exception;
            Socket?.Dispose();
        }

        private void Connect()
        {
            Socket = new Socket(Remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            Socket.Connect(Remote);
        }
    }
}
