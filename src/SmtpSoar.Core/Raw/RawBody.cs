using System.IO;
using System.Threading;

namespace SmtpSoar.Core.Raw;

/// <summary>What follows the header, as it was given.</summary>
internal abstract class RawBody
{
    /// <summary>The bytes, before line ends are made CRLF.</summary>
    public abstract long Length { get; }

    /// <summary>Opens a stream that begins with the body and has all of it: one that can't have it fails before its last bytes.</summary>
    public abstract Stream Open(CancellationToken cancellationToken);

    /// <summary>Makes the error for a body that is no longer what was measured.</summary>
    public abstract SmtpSoarException Changed();
}
