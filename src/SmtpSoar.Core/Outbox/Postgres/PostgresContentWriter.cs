using System;
using System.IO;
using SmtpSoar.Core.Files;
using SmtpSoar.Core.Outbox.Postgres.Connection;

namespace SmtpSoar.Core.Outbox.Postgres;

/// <summary>
/// Takes the bytes of a message, and puts them into a transaction in pieces. A small message needs no round trip of its own.
/// </summary>
internal sealed class PostgresContentWriter(string id, Func<PostgresTransaction> begin) : WriteOnlyStream
{
    // The number of pieces that go together: the memory stays flat.
    private const int ChunksAtOnce = 4;

    private readonly MemoryStream _chunk = new();
    private int _count;

    public override void Write(byte[] buffer, int offset, int count)
    {
        while (count > 0)
        {
            var length = Math.Min(count, PostgresContent.ChunkSize - (int)_chunk.Length);
            _chunk.Write(buffer, offset, length);
            (offset, count) = (offset + length, count - length);
            if (_chunk.Length == PostgresContent.ChunkSize)
                Add();
        }
    }

    public override void Flush()
    {
    }

    /// <summary>Puts the rest into the transaction, to be sent with its commit.</summary>
    public void Complete()
    {
        if (_chunk.Length > 0)
            Add();
    }

    private void Add()
    {
        var data = _chunk.ToArray();
        _chunk.SetLength(0);
        var transaction = begin();
        transaction.Add(new PostgresCall("accept_chunk", id, _count++, data));
        if (_count % ChunksAtOnce == 0)
            transaction.Send();
    }
}
