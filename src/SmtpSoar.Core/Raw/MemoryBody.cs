using System;
using System.IO;

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

    public override Stream Open() => new MemoryStream(_bytes, writable: false);

    public override void EnsureUnchanged()
    {
    }

    public override SmtpSoarException ReadFailure(IOException cause) =>
        throw new InvalidOperationException("Memory can always be read.", cause);

    public override SmtpSoarException Changed() =>
        throw new InvalidOperationException("A body in memory never changes.");
}
