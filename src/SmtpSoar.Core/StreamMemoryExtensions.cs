#if NETFRAMEWORK
using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core;

/// <summary>The methods of <see cref="Stream"/> that .NET Framework lacks, for memory that is an array's.</summary>
internal static class StreamMemoryExtensions
{
    public static Task<int> ReadAsync(this Stream stream, Memory<byte> memory, CancellationToken cancellationToken)
    {
        MemoryMarshal.TryGetArray<byte>(memory, out var array);
        return stream.ReadAsync(array.Array, array.Offset, array.Count, cancellationToken);
    }

    public static Task WriteAsync(this Stream stream, ReadOnlyMemory<byte> memory, CancellationToken cancellationToken)
    {
        MemoryMarshal.TryGetArray(memory, out var array);
        return stream.WriteAsync(array.Array, array.Offset, array.Count, cancellationToken);
    }
}
#endif
