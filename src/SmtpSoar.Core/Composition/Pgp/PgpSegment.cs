using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Files;
using SmtpSoar.Core.OpenPgp;

namespace SmtpSoar.Core.Composition.Pgp;

/// <summary>Other segments, encrypted while they are written. Each write gives the same bytes; the first one only measures.</summary>
internal sealed class PgpSegment : IContentSegment
{
    private readonly IReadOnlyList<IContentSegment> _content;
    private readonly PgpEncryption _encryption;

    /// <param name="content">The segments.</param>
    /// <param name="encryption">The encryption.</param>
    /// <param name="cancellationToken">Stops the measuring.</param>
    public PgpSegment(IReadOnlyList<IContentSegment> content, PgpEncryption encryption, CancellationToken cancellationToken)
    {
        (_content, _encryption) = (content, encryption);
        using var meter = new Meter();
        WriteTo(meter, cancellationToken);
        Length = meter.Count;
    }

    public long Length { get; }

    // Base64, and lines that begin with hyphens.
    public bool IsFreeOfDots => true;

    public void CheckLines(LineEndCheck check, CancellationToken cancellationToken) => check.Skip(Length);

    public void WriteTo(Stream stream, CancellationToken cancellationToken) => _encryption.WriteTo(stream, plain =>
    {
        foreach (var segment in _content)
            segment.WriteTo(plain, cancellationToken);
    });

    // The encryption has no other way, and what it waits for are files and the stream itself.
    public Task WriteToAsync(Stream stream, CancellationToken cancellationToken)
    {
        WriteTo(stream, cancellationToken);
        return Task.CompletedTask;
    }

    private sealed class Meter : WriteOnlyStream
    {
        public long Count { get; private set; }

        public override void Write(byte[] buffer, int offset, int count) => Count += count;

        public override void Flush()
        {
        }
    }
}
