using System;
using System.IO;

namespace SmtpSoar.Core.Reading.Content;

/// <summary>Ends decompressed content that grows out of all proportion.</summary>
/// <param name="inner">The decompressed content, which it owns.</param>
/// <param name="compressed">The bytes that it was made of so far.</param>
/// <param name="limits">The limits.</param>
internal sealed class ExpansionGuard(Stream inner, Func<long> compressed, ReadLimits limits) : ReadOnlyStream
{
    private long _count;

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        _count += read;
        if (_count > limits.FreeExpandedBytes && _count > compressed() * limits.MaxCompressionRatio)
            throw new ReadLimitException(nameof(limits.MaxCompressionRatio), limits.MaxCompressionRatio, "compressed content grows more");
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>Counts the bytes that are read.</summary>
/// <param name="inner">The bytes.</param>
/// <param name="owned">The stream that is closed with it.</param>
internal sealed class CountingStream(Stream inner, Stream owned) : ReadOnlyStream
{
    /// <summary>The bytes so far.</summary>
    public long Count { get; private set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        Count += read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            owned.Dispose();
        base.Dispose(disposing);
    }
}
