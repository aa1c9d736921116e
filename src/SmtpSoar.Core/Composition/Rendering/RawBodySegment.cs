using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Raw;

namespace SmtpSoar.Core.Composition.Rendering;

/// <summary>A raw body as part of a rendered message.</summary>
/// <param name="body">The body.</param>
/// <param name="length">Its length with CRLF line ends, as measured.</param>
internal sealed class RawBodySegment(RawBody body, long length) : IContentSegment
{
    public long Length => length;

    public bool IsFreeOfDots => false;

    // The reader makes every line end CRLF, and ends the last line.
    public void CheckLines(LineEndCheck check, CancellationToken cancellationToken) => check.Skip(Length);

    public void WriteTo(Stream stream, CancellationToken cancellationToken)
    {
        using var reader = new RawBodyReader(body, cancellationToken);
        long written = 0;
        while (reader.Read())
        {
            written += Checked(reader, written);
            stream.Write(reader.Current.Array!, reader.Current.Offset, reader.Current.Count);
        }
    }

    public async Task WriteToAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var reader = new RawBodyReader(body, cancellationToken);
        long written = 0;
        while (reader.Read())
        {
            written += Checked(reader, written);
            await stream.WriteAsync(reader.Current.AsMemory(), cancellationToken).ConfigureAwait(false);
        }
    }

    // A file that grew may also have other line ends than those that were measured.
    private int Checked(RawBodyReader reader, long written)
    {
        var total = written + reader.Current.Count;
        return total > length || (reader.IsLast && total != length) ? throw body.Changed() : reader.Current.Count;
    }
}
