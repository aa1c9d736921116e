using System.IO;
using System.Threading;
using SmtpSoar.Core.Files.User;

namespace SmtpSoar.Core.Raw;

/// <summary>The rest of a message file, from the end of its header on.</summary>
/// <param name="file">The message file.</param>
/// <param name="offset">The first byte of the body.</param>
internal sealed class FileBody(UserFile file, long offset) : RawBody
{
    public override long Length => file.Length - offset;

    public override Stream Open(CancellationToken cancellationToken) => file.Open(offset, cancellationToken);

    public override SmtpSoarException Changed() => file.Changed();
}
