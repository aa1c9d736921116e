using System.Linq;
using System.Text;
using System.Threading;
using SmtpSoar.Core.Reading;
using SmtpSoar.Core.Reading.Content;
using SmtpSoar.Tests.Raw;

namespace SmtpSoar.Tests.Reading;

/// <summary>Reads mails as a file, a character for each byte.</summary>
internal static class Reader
{
    public const string Head =
        "From: Ann <ann@example.org>\r\nTo: bob@example.org\r\nSubject: test\r\nDate: Sat, 28 Nov 2026 10:00:00 +0100\r\n"
        + "Message-ID: <1@example.org>\r\nMIME-Version: 1.0\r\n";

    public static SoarEmail Read(string mail, ReadLimits? limits = null) => Read(Encoding.Latin1.GetBytes(mail), limits);

    public static SoarEmail Read(byte[] mail, ReadLimits? limits = null)
    {
        using var file = new TemporaryFile(mail);
        return new MailImport(new MailImportOptions(), limits ?? ReadLimits.Default, System.TimeProvider.System)
            .FromFile(file.Path, CancellationToken.None);
    }

    /// <summary>A multipart of parts, each with its header.</summary>
    public static string Multipart(string subtype, string boundary, params string[] parts) =>
        $"Content-Type: multipart/{subtype}; boundary=\"{boundary}\"\r\n\r\n"
        + string.Concat(parts.Select(part => $"--{boundary}\r\n{part}\r\n")) + $"--{boundary}--\r\n";

    public static string Content(IMailContent content)
    {
        using var stream = content.Open(CancellationToken.None);
        using var copy = new System.IO.MemoryStream();
        stream.CopyTo(copy);
        return Encoding.Latin1.GetString(copy.ToArray());
    }
}
