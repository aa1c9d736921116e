using System;
using System.Buffers;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Files.User;

/// <summary>
/// Reads a user's file, up to the length that it had when it was taken, and in large chunks: each is read by another thread, while its
/// reader works on the one before.
/// </summary>
internal sealed class UserFileStream : Stream
{
    private readonly FileStream _inner;
    private readonly UserFile _file;
    private readonly CancellationToken _stop;
    private readonly Func<Chunk> _read;
    private Chunk _current = new();
    private Chunk _spare = new();
    private Task<Chunk>? _reading;
    private long _unread;
    private int _position;

    /// <param name="inner">The open file, which it owns.</param>
    /// <param name="file">The file as it was taken.</param>
    /// <param name="length">The bytes to read.</param>
    /// <param name="stop">Ends each wait for the file system.</param>
    public UserFileStream(FileStream inner, UserFile file, long length, CancellationToken stop)
    {
        (_inner, _file, _unread, _stop) = (inner, file, length, stop);
        _read = ReadSpare;
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
        if (_position == _current.Count && (_reading is not null || _unread > 0))
            NextChunk();
        count = Math.Min(count, _current.Count - _position);
        Buffer.BlockCopy(_current.Bytes, _position, buffer, offset, count);
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
            _current.Return();

            // A read that was left behind may still write into it.
            if (_reading is { IsCompleted: false })
                Stoppable.Leave(_reading);
            else
                _spare.Return();
        }

        base.Dispose(disposing);
    }

    private void NextChunk()
    {
        var next = _stop.CanBeCanceled ? Stoppable.Wait(_reading ??= Begin(), _stop) : ReadSpare();
        (_spare, _current, _position, _reading) = (_current, next, 0, null);
        if (_unread > 0 && _stop.CanBeCanceled)
            _reading = Begin();
    }

    private Task<Chunk> Begin() => Task.Run(_read, CancellationToken.None);

    private Chunk ReadSpare()
    {
        try
        {
            var wanted = _spare.MakeRoom(_unread);
            var filled = UserFile.Fill(_inner, _spare.Bytes, wanted);
            if (filled < wanted)
                throw _file.Changed();
            if (filled == _unread)
                _file.CheckEnd();
            _spare.Count = filled;
            _unread -= filled;
            return _spare;
        }
        catch (IOException cause)
        {
            throw _file.Unreadable(cause);
        }
    }

    /// <summary>Holds some bytes of the file.</summary>
    private sealed class Chunk
    {
        private const int MaxCount = 512 * 1024;

        public byte[] Bytes { get; private set; } = [];

        public int Count { get; set; }

        /// <summary>Makes room for the next bytes.</summary>
        /// <returns>The number of them.</returns>
        public int MakeRoom(long left)
        {
            var count = (int)Math.Min(left, MaxCount);
            if (Bytes.Length == 0)
                Bytes = ArrayPool<byte>.Shared.Rent(count);
            return Math.Min(count, Bytes.Length);
        }

        public void Return()
        {
            if (Bytes.Length > 0)
                ArrayPool<byte>.Shared.Return(Bytes);
        }
    }
}
