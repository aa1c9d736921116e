using System;
using System.IO;
using System.Threading;
using SmtpSoar.Core.Files.User;

namespace SmtpSoar.Core.Reading.Content;

/// <summary>Bytes that can be read again and again, from any place on.</summary>
internal abstract class MailContent
{
    /// <summary>Opens a stream that begins at a place, and reads to the end.</summary>
    public abstract Stream Open(long offset, CancellationToken stop);

    /// <summary>A part of it.</summary>
    public MailContent Slice(long offset, long length) => new SliceContent(this, offset, length);
}

/// <summary>A file, from its first byte of mail on.</summary>
internal sealed class FileContent(UserFile file) : MailContent
{
    public override Stream Open(long offset, CancellationToken stop) => file.Open(Math.Min(offset, file.Length), stop);
}

/// <summary>Bytes in memory.</summary>
internal sealed class MemoryContent(byte[] bytes) : MailContent
{
    public override Stream Open(long offset, CancellationToken stop)
    {
        var start = (int)Math.Min(offset, bytes.Length);
        return new MemoryStream(bytes, start, bytes.Length - start, writable: false);
    }
}

/// <summary>A range of other content.</summary>
internal sealed class SliceContent(MailContent whole, long start, long length) : MailContent
{
    public override Stream Open(long offset, CancellationToken stop)
    {
        offset = Math.Min(offset, length);
        return new BoundedStream(whole.Open(start + offset, stop), length - offset);
    }
}

/// <summary>Content that can only be made from its beginning on: decoded, decrypted, decompressed.</summary>
/// <param name="open">Opens it.</param>
internal sealed class DerivedContent(Func<CancellationToken, Stream> open) : MailContent
{
    private const int SkipLength = 64 * 1024;

    public override Stream Open(long offset, CancellationToken stop)
    {
        var stream = open(stop);
        try
        {
            Skip(stream, offset, stop);
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private static void Skip(Stream stream, long count, CancellationToken stop)
    {
        var buffer = count > 0 ? new byte[(int)Math.Min(count, SkipLength)] : [];
        while (count > 0)
        {
            stop.ThrowIfCancellationRequested();
            var read = stream.Read(buffer, 0, (int)Math.Min(count, buffer.Length));
            if (read == 0)
                return;
            count -= read;
        }
    }
}
