using System;
using System.IO;
using System.Text;

namespace SmtpSoar.Core.Smtp.Transaction;

/// <summary>Bytes on their way to the server, written in as few pieces as may be.</summary>
/// <param name="stream">The connection.</param>
internal sealed class CommandBuffer(Stream stream)
{
    private const int BlockSize = 64 * 1024;

    // Most commands with their message are shorter.
    private const int FirstSize = 4 * 1024;

    private byte[] _block = new byte[FirstSize];
    private int _count;

    /// <summary>Whether any bytes have gone since <see cref="Begin"/>.</summary>
    public bool HasWritten { get; private set; }

    /// <summary>Begins to look whether bytes go.</summary>
    public void Begin() => HasWritten = false;

    /// <summary>Forgets the bytes that have not gone.</summary>
    public void Clear() => _count = 0;

    /// <summary>Adds a command with its line end.</summary>
    /// <returns>The command's bytes, until more is added.</returns>
    public ArraySegment<byte> Add(string line)
    {
        var most = Encoding.UTF8.GetMaxByteCount(line.Length);
        Reserve(most);
        var count = Encoding.UTF8.GetBytes(line, 0, line.Length, _block, _count);
        _count += count;
        return new ArraySegment<byte>(_block, _count - count, count);
    }

    /// <summary>Adds bytes. A full block goes at once.</summary>
    public void Add(byte[] bytes, int offset, int count)
    {
        if (count > BlockSize - _count)
            Flush();
        if (count >= BlockSize)
        {
            HasWritten = true;
            stream.Write(bytes, offset, count);
            return;
        }

        Reserve(count);
        Buffer.BlockCopy(bytes, offset, _block, _count, count);
        _count += count;
    }

    /// <summary>Writes all that was added.</summary>
    public void Flush()
    {
        if (_count == 0)
            return;
        var count = _count;
        _count = 0;
        HasWritten = true;
        stream.Write(_block, 0, count);
    }

    private void Reserve(int count)
    {
        if (_count + count > _block.Length)
            Array.Resize(ref _block, Math.Max(_count + count, Math.Min(BlockSize, 2 * _block.Length)));
    }
}
