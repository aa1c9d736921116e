using System;
using System.IO;
using System.Threading;

namespace SmtpSoar.Core.Raw;

/// <summary>A body in memory, which can't change.</summary>
internal sealed class MemoryBody : RawBody
{
    private readonly byte[] _bytes;

    public MemoryBody(byte[] bytes)
    {
        _bytes = bytes;
    }

    public override long Length => _bytes.Length;

    public override Stream Open(CancellationToken cancellationToken) => new MemoryStream(_bytes, writable: false);

    public override SmtpSoarException Changed() =>
        throw new InvalidOperationException("A body in memory never changes.");
}
