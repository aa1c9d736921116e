using System;
using System.Diagnostics;
using System.Net.Sockets;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.Smtp.Connection;

/// <summary>Waits in a socket, and comes back now and then to show it.</summary>
internal sealed class SocketWaits(Socket socket, WaitSign? sign)
{
    private const int Microseconds = 1000;

    private static readonly int Look = (int)WaitSign.Patience.TotalMilliseconds;

    // Winsock leaves a socket in no state to be used after a read that took too long (SO_RCVTIMEO), so there it is polled, which costs
    // a call more for each read.
#if NET
    private static readonly bool CanReadGoOn = !OperatingSystem.IsWindows();
#else
    private const bool CanReadGoOn = false;
#endif

    /// <summary>Sets how long a read waits before it comes back.</summary>
    /// <param name="limit">The longest that a read may take, in milliseconds, or 0.</param>
    public void LimitReads(int limit) => socket.ReceiveTimeout = ShouldLook(limit) ? Look : limit;

    /// <summary>Reads what comes.</summary>
    /// <exception cref="SocketException">Nothing came in time, or the connection is lost.</exception>
    public int Receive(ArraySegment<byte> buffer, int limit)
    {
        if (!CanReadGoOn && ShouldLook(limit))
            Until(SelectMode.SelectRead, limit);
        var count = Receive(buffer, out var error);
        if (error == SocketError.TimedOut && CanReadGoOn && ShouldLook(limit))
            return ReceiveLater(buffer, limit);
        return error == SocketError.Success ? count : throw new SocketException((int)error);
    }

    /// <summary>Waits until more can be written.</summary>
    /// <exception cref="SocketException">There was no room in time, or the connection is lost.</exception>
    public void UntilRoom(int limit) => Until(SelectMode.SelectWrite, limit);

    private bool ShouldLook(int limit) => sign is not null && (limit == 0 || limit > Look);

    private int Receive(ArraySegment<byte> buffer, out SocketError error) =>
        socket.Receive(buffer.Array!, buffer.Offset, buffer.Count, SocketFlags.None, out error);

    private int ReceiveLater(ArraySegment<byte> buffer, int limit)
    {
        var begun = Stopwatch.GetTimestamp() - (Look * Stopwatch.Frequency / 1000);
        Wait? wait = null;
        try
        {
            var error = SocketError.TimedOut;
            var count = 0;
            for (var left = Left(begun, limit); error == SocketError.TimedOut && left > 0; left = Left(begun, limit))
            {
                wait = Show(wait, Messages.ForReply(sign!.Server), begun, limit);
                socket.ReceiveTimeout = Math.Min(Look, left);
                count = Receive(buffer, out error);
            }

            socket.ReceiveTimeout = Look;
            sign!.Learn(Waited(begun));
            return error == SocketError.Success ? count : throw new SocketException((int)error);
        }
        finally
        {
            wait?.Dispose();
        }
    }

    private void Until(SelectMode mode, int limit)
    {
        if (socket.Poll(Math.Min(Look, limit == 0 ? Look : limit) * Microseconds, mode))
            return;
        var begun = Stopwatch.GetTimestamp() - (Look * Stopwatch.Frequency / 1000);
        var what = mode == SelectMode.SelectRead ? Messages.ForReply(sign!.Server) : Messages.ForRoom(sign!.Server);
        Wait? wait = null;
        try
        {
            do
            {
                var left = Left(begun, limit);
                if (left == 0)
                    throw new SocketException((int)SocketError.TimedOut);
                wait = Show(wait, what, begun, limit);
                if (socket.Poll(Math.Min(Look, left) * Microseconds, mode))
                    break;
            }
            while (true);
            if (mode == SelectMode.SelectRead)
                sign!.Learn(Waited(begun));
        }
        finally
        {
            wait?.Dispose();
        }
    }

    private Wait? Show(Wait? wait, string what, long begun, int limit)
    {
        wait ??= sign!.Notice(what, TimeSpan.FromMilliseconds(limit), Waited(begun));
        wait?.Show();
        return wait;
    }

    private static int Left(long begun, int limit) =>
        limit == 0 ? int.MaxValue : Math.Max(0, (int)Math.Ceiling(limit - Waited(begun).TotalMilliseconds));

    private static TimeSpan Waited(long begun) => TimeSpan.FromSeconds((Stopwatch.GetTimestamp() - begun) / (double)Stopwatch.Frequency);
}
