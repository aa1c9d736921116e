using System.IO;
using MimeKit;

namespace SmtpSoar.Tests.Gmail;

// Messages as MimeKit reads them.
internal sealed partial class GmailServer
{
    private static partial bool HasRecipients(byte[] mime)
    {
        using var stream = new MemoryStream(mime);
        using var message = MimeMessage.Load(stream);
        return message.To.Count + message.Cc.Count + message.Bcc.Count > 0;
    }
}
