using System.IO;
using System.IO.Compression;
using System.Threading;
using SmtpSoar.Core.Reading.Content;

namespace SmtpSoar.Core.Reading.Smime;

/// <summary>The content of a compressed message (RFC 3274).</summary>
internal static class Decompressed
{
    private const int ZlibHeaderLength = 2;

    /// <summary>The content, bounded.</summary>
    public static MailContent Of(MailContent compressed, ReadContext context) =>
        new DerivedContent(stop => Open(compressed, context, stop));

    private static ExpansionGuard Open(MailContent compressed, ReadContext context, CancellationToken stop)
    {
        var stream = compressed.Open(0, stop);
        try
        {
            var counted = new CountingStream(CmsLayout.Read(stream, context.Limits).Content ?? Stream.Null, stream);
            Files.User.UserFile.Fill(counted, new byte[ZlibHeaderLength], ZlibHeaderLength);
            return new ExpansionGuard(new DeflateStream(counted, CompressionMode.Decompress), () => counted.Count, context.Limits);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }
}
