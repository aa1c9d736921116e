using System;
using System.IO;

namespace SmtpSoar.Core.Reading.Content;

/// <summary>The first bytes of a stream, which it owns.</summary>
internal sealed class BoundedStream(Stream inner, long length) : ReadOnlyStream
{
    private long _left = length;

    public override int Read(byte[] buffer, int offset, int count)
    {
        count = (int)Math.Min(count, _left);
        var read = count == 0 ? 0 : inner.Read(buffer, offset, count);
        _left -= read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
