using System.IO;

namespace SmtpSoar.Core.Raw;

/// <summary>What follows the header, as it was given.</summary>
internal abstract class RawBody
{
    /// <summary>The bytes, before line ends are made CRLF.</summary>
    public abstract long Length { get; }

    /// <summary>A stream that begins with the body.</summary>
    public abstract Stream Open();

    /// <summary>Throws if the body is no longer what it was.</summary>
    public abstract void EnsureUnchanged();

    /// <summary>The error for a body that can't be read.</summary>
    public abstract SmtpSoarException ReadFailure(IOException cause);

    /// <summary>The error for a body that ends early.</summary>
    public abstract SmtpSoarException Changed();
}
