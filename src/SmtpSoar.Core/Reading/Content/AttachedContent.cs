using System.IO;
using System.Threading;

namespace SmtpSoar.Core.Reading.Content;

/// <summary>The content of an attachment, or of a whole mail, for the commands that take it over.</summary>
internal sealed class AttachedContent(MailContent content, long length, string? sha256) : IMailContent
{
    public long Length => length;

    public string? Sha256 => sha256;

    public Stream Open(CancellationToken stop) => new BoundedStream(content.Open(0, stop), length);
}
