using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.Smtp.Connection;

/// <summary>A socket whose asynchronous reads and writes wait in the calling thread, and are done when they return.</summary>
/// <remarks>
/// A turn of SMTP takes some dozen microseconds on a near server. To hand each to the thread pool and back costs several
/// times as much, most of it spent by threads that spin until there is work. A stop or a time limit closes the socket.
/// </remarks>
/// <param name="socket">The socket.</param>
/// <param name="sign">Shows what is waited for, or <see langword="null"/>. The thread that waits shows it by itself, since that may be the
/// pipeline's, and no other can write there.</param>
internal sealed class BlockingSocketStream(Socket socket, WaitSign? sign = null) : Stream
{
    // Every system that says that there is room takes so much without waiting.
    private const int MinRoom = 16 * 1024;

    // Linux says that there is room from a third of the buffer on, and counts about two bytes for each that is sent.
    private const int MinRoomShare = 8;

    // Bytes that the other end has not heard of yet fit into the system's buffers.
    private const int Unnoticeable = 64 * 1024;

    private readonly SocketWaits _waits = new(socket, sign);

    // Each word with the socket about them is a call into the system, which some refuse once the other end has reset it.
    private CancellationToken _stop;
    private int _readTimeout;
    private int _writeTimeout;
    private long _sentSinceRead;
    private int _room;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override bool CanTimeout => true;

    public override int ReadTimeout
    {
        get => _readTimeout;
        set
        {
            if (value != _readTimeout)
                _waits.LimitReads(_readTimeout = value);
        }
    }

    public override int WriteTimeout
    {
        get => _writeTimeout;
        set
        {
            if (value != _writeTimeout)
                socket.SendTimeout = _writeTimeout = value;
        }
    }

    /// <summary>The first bytes that came.</summary>
    public FirstBytes First { get; private set; } = FirstBytes.None;

    /// <summary>Whether bytes have come that nobody has read.</summary>
    public bool HasUnread
    {
        get
        {
            try
            {
                return socket.Available > 0;
            }
            catch (Exception cause) when (cause is SocketException or ObjectDisposedException)
            {
                // The next read says why the connection is gone.
                return false;
            }
        }
    }

    /// <summary>The address of this end, or <see langword="null"/> if the connection is gone.</summary>
    public IPAddress? Local
    {
        get
        {
            try
            {
                return (socket.LocalEndPoint as IPEndPoint)?.Address;
            }
            catch (Exception cause) when (cause is SocketException or ObjectDisposedException)
            {
                return null;
            }
        }
    }

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Lets reads and writes end when the command is stopped, until the registration is disposed.</summary>
    public CancellationTokenRegistration StopBy(CancellationToken cancellationToken)
    {
        _stop = cancellationToken;
        return cancellationToken.Register(static state => ((Socket)state!).Dispose(), socket);
    }

    // A wait in the socket ends when it is closed, with nothing or with an exception.
    public override int Read(byte[] buffer, int offset, int count)
    {
        _stop.ThrowIfCancellationRequested();
        var begun = Stopwatch.GetTimestamp();
        try
        {
            return Receive(new ArraySegment<byte>(buffer, offset, count));
        }
        catch (Exception cause) when (cause is SocketException or ObjectDisposedException)
        {
            throw Failure(cause, begun, _readTimeout);
        }
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        for (var sent = 0; sent < count;)
            sent += Send(buffer, offset + sent, count - sent);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var stop = StopBy(cancellationToken);
            return Task.FromResult(Read(buffer, offset, count));
        }
        catch (Exception cause)
        {
            return Task.FromException<int>(cause);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var stop = StopBy(cancellationToken);
            Write(buffer, offset, count);
            return Task.CompletedTask;
        }
        catch (Exception cause)
        {
            return Task.FromException(cause);
        }
    }

#if NET
    // TLS reads and writes this way.
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray<byte>(buffer, out var array)
            ? new ValueTask<int>(ReadAsync(array.Array!, array.Offset, array.Count, cancellationToken))
            : base.ReadAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(buffer, out var array)
            ? new ValueTask(WriteAsync(array.Array!, array.Offset, array.Count, cancellationToken))
            : base.WriteAsync(buffer, cancellationToken);
#endif

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            socket.Dispose();
        base.Dispose(disposing);
    }

    private int Receive(ArraySegment<byte> buffer)
    {
        var count = _waits.Receive(buffer, _readTimeout);
        if (count == 0)
            _stop.ThrowIfCancellationRequested();
        (_sentSinceRead, _room) = (0, 0);
        if (First == FirstBytes.None && count > 0)
            First = FirstBytes.Of(buffer, count);
        return count;
    }

    private int Send(byte[] buffer, int offset, int count)
    {
        _stop.ThrowIfCancellationRequested();
        var begun = Stopwatch.GetTimestamp();
        try
        {
            return SendPiece(buffer, offset, count);
        }
        catch (Exception cause) when (cause is SocketException or ObjectDisposedException)
        {
            throw Failure(cause, begun, _writeTimeout);
        }
    }

    // A short message never waits for room.
    private int SendPiece(byte[] buffer, int offset, int count)
    {
        _sentSinceRead += count;
        if (sign is null || _sentSinceRead <= Unnoticeable)
            return socket.Send(buffer, offset, count, SocketFlags.None);
        if (_room == 0)
            _room = RoomOnceThereIs();
        var sent = socket.Send(buffer, offset, Math.Min(count, _room), SocketFlags.None);
        _room -= sent;
        return sent;
    }

    // MailKit writes 4 KiB at a time: to ask before each of them takes longer than to send it.
    private int RoomOnceThereIs()
    {
        _waits.UntilRoom(_writeTimeout);
        return Math.Max(MinRoom, socket.SendBufferSize / MinRoomShare);
    }

    private Exception Failure(Exception cause, long begun, int limit)
    {
        socket.Dispose();
        if (_stop.IsCancellationRequested)
            return new OperationCanceledException(_stop);
        return cause is SocketException { SocketErrorCode: SocketError.TimedOut }
            ? WhyTimedOut(cause, begun, limit)
            : new IOException(cause.Message, cause);
    }

    // On Unix the framework also says so when the connection breaks after the system took a part of what was to be sent.
    private static Exception WhyTimedOut(Exception cause, long begun, int limit)
    {
        var waited = (Stopwatch.GetTimestamp() - begun) * 1000.0 / Stopwatch.Frequency;
        return limit > 0 && waited > limit / 2
            ? new TimeoutException($"Operation timed out after {limit} milliseconds", cause)
            : new IOException(Messages.BrokenWhileWriting);
    }
}
