using System;
using System.Buffers;
using System.IO;
using System.Threading;

namespace SmtpSoar.Core.Files;

/// <summary>
/// Reads a user's file, up to the length that it had when it was taken, and in large chunks: each is read by another thread.
/// </summary>
internal sealed class UserFileStream : Stream
{
    private const int MaxChunk = 256 * 1024;

    private readonly FileStream _inner;
    private readonly UserFile _file;
    private readonly CancellationToken _stop;
    private readonly byte[] _chunk;
    private readonly Func<byte[]> _next;
    private long _left;
    private int _position;
    private int _filled;
    private bool _isAbandoned;

    /// <param name="inner">The open file, which it owns.</param>
    /// <param name="file">The file as it was taken.</param>
    /// <param name="length">The bytes to read.</param>
    /// <param name="stop">Ends each wait for the file system.</param>
    public UserFileStream(FileStream inner, UserFile file, long length, CancellationToken stop)
    {
        (_inner, _file, _left, _stop) = (inner, file, length, stop);
        _chunk = ArrayPool<byte>.Shared.Rent((int)Math.Max(1, Math.Min(length, MaxChunk)));
        _next = ReadChunk;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_position == _filled && _left > 0)
            NextChunk();
        count = Math.Min(count, _filled - _position);
        Buffer.BlockCopy(_chunk, _position, buffer, offset, count);
        _position += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && _inner.CanRead)
        {
            _inner.Dispose();

            // A read that was left behind may still write into it.
            if (!_isAbandoned)
                ArrayPool<byte>.Shared.Return(_chunk);
        }

        base.Dispose(disposing);
    }

    private void NextChunk()
    {
        try
        {
            Stoppable.Run(_next, _stop);
        }
        catch (OperationCanceledException)
        {
            _isAbandoned = true;
            throw;
        }
    }

    private byte[] ReadChunk()
    {
        try
        {
            var wanted = (int)Math.Min(_left, _chunk.Length);
            var filled = UserFile.Fill(_inner, _chunk, wanted);
            if (filled < wanted)
                throw _file.Changed();
            if (filled == _left)
                _file.CheckEnd();
            (_position, _filled) = (0, filled);
            _left -= filled;
            return _chunk;
        }
        catch (IOException cause)
        {
            throw _file.Unreadable(cause);
        }
    }
}
