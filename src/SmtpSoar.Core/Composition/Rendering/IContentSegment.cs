using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace SmtpSoar.Core.Composition.Rendering;

/// <summary>A run of bytes of a message as it goes over the wire, before dots are stuffed.</summary>
internal interface IContentSegment
{
    /// <summary>How many bytes it writes, exactly.</summary>
    long Length { get; }

    /// <summary>Whether it has whole lines only, none of which begins with a dot (RFC 5321, section 4.5.2).</summary>
    bool IsFreeOfDots { get; }

    /// <summary>Shows its bytes to the check, or passes over them where its maker guarantees their line ends.</summary>
    /// <exception cref="SmtpSoarException">They have a lone CR or LF.</exception>
    void CheckLines(LineEndCheck check, CancellationToken cancellationToken);

    /// <summary>Writes the bytes.</summary>
    void WriteTo(Stream stream, CancellationToken cancellationToken);

    /// <summary>Writes the bytes.</summary>
    Task WriteToAsync(Stream stream, CancellationToken cancellationToken);
}
