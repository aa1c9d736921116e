using System;
using System.Buffers;
using System.Collections.Generic;

namespace SmtpSoar.TestServer;

/// <summary>Bytes gathered in pooled blocks, so that a large message is copied once and not at every doubling.</summary>
internal sealed class BlockBuffer : IDisposable
{
    private const int BlockSize = 128 * 1024;

    private readonly List<byte[]> _blocks = [];
    private int _used = BlockSize;

    private long Length => ((long)_blocks.Count * BlockSize) - (BlockSize - _used);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_used == BlockSize)
            {
                _blocks.Add(ArrayPool<byte>.Shared.Rent(BlockSize));
                _used = 0;
            }

            int count = Math.Min(bytes.Length, BlockSize - _used);
            bytes[..count].CopyTo(_blocks[^1].AsSpan(_used));
            _used += count;
            bytes = bytes[count..];
        }
    }

    /// <summary>All the bytes in one piece.</summary>
    public byte[] Join()
    {
        byte[] all = GC.AllocateUninitializedArray<byte>(checked((int)Length));
        int position = 0;
        foreach (byte[] block in _blocks)
        {
            int count = Math.Min(BlockSize, all.Length - position);
            block.AsSpan(0, count).CopyTo(all.AsSpan(position));
            position += count;
        }

        return all;
    }

    /// <summary>Gives the blocks back.</summary>
    public void Dispose()
    {
        _blocks.ForEach(block => ArrayPool<byte>.Shared.Return(block));
        _blocks.Clear();
        _used = BlockSize;
    }
}
