using System;
using System.Buffers;

namespace SmtpSoar.Core.Files.User;

/// <summary>Bytes that can be read until they are given back.</summary>
internal sealed class BorrowedBytes : IDisposable
{
    private byte[]? _rented;

    private BorrowedBytes(ReadOnlyMemory<byte> bytes, byte[]? rented) => (Memory, _rented) = (bytes, rented);

    /// <summary>The bytes. A caller must not keep them.</summary>
    public ReadOnlyMemory<byte> Memory { get; private set; }

    /// <summary>Bytes that stay where they are.</summary>
    public static BorrowedBytes Of(ReadOnlyMemory<byte> bytes) => new(bytes, null);

    /// <summary>Bytes in an array of the shared pool.</summary>
    /// <param name="rented">The array, which goes back to the pool.</param>
    /// <param name="count">The number of bytes in it.</param>
    public static BorrowedBytes Of(byte[] rented, int count) => new(rented.AsMemory(0, count), rented);

    /// <summary>Gives them back.</summary>
    public void Dispose()
    {
        if (_rented is not null)
            ArrayPool<byte>.Shared.Return(_rented);
        (Memory, _rented) = (default, null);
    }
}
