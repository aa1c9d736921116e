using System;
using System.IO;
using SmtpSoar.Core.Outbox.Postgres.Connection;

namespace SmtpSoar.Core.Outbox.Postgres;

/// <summary>Reads the bytes of a message, a piece at a time, while the reader's thread waits.</summary>
internal sealed class PostgresContent(
    PostgresDatabase database, PostgresContext context, OutboxRecord record, PostgresRow row, long position) : Stream
{
    /// <summary>The size of each piece but the last.</summary>
    internal const int ChunkSize = 256 * 1024;

    private byte[]? _chunk;
    private int _number = -1;
    private long _position = position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => record.StoredSize;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_position >= record.StoredSize || count == 0)
            return 0;
        var chunk = Chunk((int)(_position / ChunkSize));
        var start = (int)(_position % ChunkSize);
        var length = Math.Min(count, chunk.Length - start);
        Array.Copy(chunk, start, buffer, offset, length);
        _position += length;
        return length;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private byte[] Chunk(int number)
    {
        if (number == _number)
            return _chunk!;
        var chunk = number == 0 ? row.FirstChunk ??= Load(0) : Load(number);
        if (chunk is null || chunk.Length != Math.Min(ChunkSize, record.StoredSize - ((long)number * ChunkSize)))
            throw new IOException($"piece {number} of its content is gone or has another size");
        (_number, _chunk) = (number, chunk);
        return chunk;
    }

    private byte[]? Load(int number)
    {
        try
        {
            var rows = database.ReadAll(new PostgresCall("content", record.Id, number), reader => reader.GetFieldValue<byte[]>(0));
            return rows.Count == 0 ? null : rows[0];
        }
        catch (Exception cause) when (PostgresFaults.IsAbsence(cause))
        {
            throw PostgresFaults.Translate(context.Address, cause);
        }
        catch (Exception cause) when (PostgresFaults.IsFault(cause))
        {
            throw Errors.OutboxNotReadable.Because(cause, context.Address.Shown, PostgresFaults.Translate(context.Address, cause).Sentence);
        }
    }
}
