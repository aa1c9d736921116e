using System;
using System.IO;
using System.Threading;
using SmtpSoar.Core.Files.User;

namespace SmtpSoar.Core.Raw;

/// <summary>The part of a message after its header, as it was given.</summary>
internal abstract class RawBody
{
    /// <summary>The bytes, before line ends are made CRLF.</summary>
    public abstract long Length { get; }

    /// <summary>Opens a stream that begins with the body and has all of it: one that can't have it fails before its last bytes.</summary>
    public abstract Stream Open(CancellationToken cancellationToken);

    /// <summary>Makes the error for a body that is no longer what was measured.</summary>
    public abstract SmtpSoarException Changed();
}

/// <summary>The rest of a message file, from the end of its header on.</summary>
/// <param name="file">The message file.</param>
/// <param name="offset">The first byte of the body.</param>
internal sealed class FileBody(UserFile file, long offset) : RawBody
{
    public override long Length => file.Length - offset;

    public override Stream Open(CancellationToken cancellationToken) => file.Open(offset, cancellationToken);

    public override SmtpSoarException Changed() => file.Changed();
}

/// <summary>The rest of a mail that was read before, from the end of its header on.</summary>
/// <param name="content">The mail.</param>
/// <param name="offset">The first byte of the body.</param>
internal sealed class ImportedBody(IMailContent content, int offset) : RawBody
{
    public override long Length => content.Length - offset;

    public override Stream Open(CancellationToken cancellationToken)
    {
        var stream = content.Open(cancellationToken);
        try
        {
            UserFile.Fill(stream, new byte[offset], offset);
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public override SmtpSoarException Changed() => Errors.AttachmentContentGone.With(RawSource.Mail);
}

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
