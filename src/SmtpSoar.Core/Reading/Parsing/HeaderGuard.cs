using System.IO;
using SmtpSoar.Core.Reading.Content;

namespace SmtpSoar.Core.Reading.Parsing;

/// <summary>
/// The stream of a mail, which the parser gets. Within a header it ends at the limits: the parser holds a whole field in memory, and its
/// time for one grows with the square of its lines.
/// </summary>
internal sealed class HeaderGuard(Stream inner, ReadLimits limits) : ReadOnlyStream
{
    private const int Step = 4 * 1024;

    private long _sinceField;

    /// <summary>Whether a header is being read.</summary>
    public bool IsInHeader { get; set; }

    /// <summary>Notes that the parser has read a field.</summary>
    public void Reset() => _sinceField = 0;

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (IsInHeader && _sinceField > limits.MaxFieldBytes)
            throw new ReadLimitException(nameof(limits.MaxFieldBytes), limits.MaxFieldBytes, "a header field has more bytes");
        var read = inner.Read(buffer, offset, System.Math.Min(count, Step));
        _sinceField = IsInHeader ? _sinceField + read : 0;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
