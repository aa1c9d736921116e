using System;
using System.IO;
using System.Net.Security;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Smtp.Connection;

/// <summary>
/// The stream that MailKit connects and logs in over, and that stays ours: a socket's or a proxy's, and TLS around it once that is made.
/// </summary>
/// <remarks>
/// MailKit hides the stream of the TLS that it makes. Therefore TLS is made here, and MailKit begins anew inside of it, with the greeting
/// that the server said before.
/// </remarks>
/// <param name="plain">The stream without TLS.</param>
internal sealed class ClientStream(Stream plain) : Stream
{
    private readonly BlockingSocketStream? _socket = plain as BlockingSocketStream;
    private Stream _inner = plain;
    private byte[] _replay = [];
    private CancellationToken _stop;
    private bool _isHeld;

    /// <summary>TLS, or <see langword="null"/> for a connection in the clear.</summary>
    public SslStream? Tls { get; private set; }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override bool CanTimeout => _inner.CanTimeout;

    public override int ReadTimeout
    {
        get => _inner.ReadTimeout;
        set => _inner.ReadTimeout = value;
    }

    public override int WriteTimeout
    {
        get => _inner.WriteTimeout;
        set => _inner.WriteTimeout = value;
    }

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Puts TLS around the stream. Its handshake is the caller's.</summary>
    public SslStream Secure(RemoteCertificateValidationCallback validate)
    {
        Tls = new SslStream(_inner, leaveInnerStreamOpen: false, validate);
        _inner = Tls;
        return Tls;
    }

    /// <summary>Stays open when MailKit closes it next, and then gives it these bytes before any others.</summary>
    /// <param name="replay">The bytes.</param>
    public void Hold(byte[] replay) => (_isHeld, _replay) = (true, replay);

    /// <summary>Lets reads and writes end when the command is stopped, until the registration is disposed.</summary>
    public CancellationTokenRegistration StopBy(CancellationToken cancellationToken)
    {
        _stop = cancellationToken;
        return _socket?.StopBy(cancellationToken) ?? default;
    }

    // A proxy's stream has limits and can be stopped in its asynchronous methods alone.
    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return _socket is not null
                ? _inner.Read(buffer, offset, count)
                : _inner.ReadAsync(buffer, offset, count, _stop).GetAwaiter().GetResult();
        }
        catch (AggregateException wrapped) when (wrapped.InnerException is IOException)
        {
            throw Unwrap(wrapped);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        _replay.Length > 0 ? Task.FromResult(Replay(buffer, offset, count)) : _inner.ReadAsync(buffer, offset, count, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count)
    {
        try
        {
            if (_socket is not null)
                _inner.Write(buffer, offset, count);
            else
                _inner.WriteAsync(buffer, offset, count, _stop).GetAwaiter().GetResult();
        }
        catch (AggregateException wrapped) when (wrapped.InnerException is IOException)
        {
            throw Unwrap(wrapped);
        }
    }

    // Mono makes its synchronous TLS of tasks, and lets their exception out as it is.
    private static IOException Unwrap(AggregateException wrapped) => new(wrapped.InnerException!.Message, wrapped.InnerException);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        _inner.WriteAsync(buffer, offset, count, cancellationToken);

#if NET
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _replay.Length > 0 ? base.ReadAsync(buffer, cancellationToken) : _inner.ReadAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        _inner.WriteAsync(buffer, cancellationToken);
#endif

    public override void Flush() => _inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => _inner.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isHeld)
            _inner.Dispose();
        _isHeld = false;
        base.Dispose(disposing);
    }

    private int Replay(byte[] buffer, int offset, int count)
    {
        var length = Math.Min(count, _replay.Length);
        Array.Copy(_replay, 0, buffer, offset, length);
        _replay = _replay.AsSpan(length).ToArray();
        return length;
    }
}
