using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using SmtpSoar.Core.Composition;
using SmtpSoar.Tests.Composition;

namespace SmtpSoar.Tests.Smime;

/// <summary>Composes mails with all steps of the module.</summary>
internal static class SmimeMail
{
    /// <summary>The text that each test mail has: all of it is what relays and mailbox files change.</summary>
    public const string Body = "Grüße  \nFrom here on\n.\n-- \nA line";

    public static EmailRequest Request(MailProtection? protection = null) => new()
    {
        From = "ann@example.org",
        To = ["bob@example.org"],
        Subject = "Subject",
        Body = Body,
        Protection = protection,
    };

    public static ComposedMessage Compose(ComposedMailRequest request, SmtpAsset? asset = null, TimeProvider? clock = null) =>
        new MessageFactory(asset ?? TestMail.Asset, clock ?? TimeProvider.System).Create(request, CancellationToken.None);

    /// <summary>The mail as it goes over the wire: two writes are equal, of the size that is said, in seven bits.</summary>
    public static byte[] Wire(ComposedMessage message)
    {
        var bytes = TestMail.Wire(message);
        using var second = new MemoryStream();
        message.Image.WriteTo(second, CancellationToken.None);
        Xunit.Assert.Equal(bytes, second.ToArray());
        Xunit.Assert.Equal(message.Image.Size, bytes.Length);
        Xunit.Assert.All(bytes, value => Xunit.Assert.InRange(value, 0, 127));
        return bytes;
    }

    /// <summary>The parts of a multipart/signed as they stand between its boundaries.</summary>
    public static (byte[] Content, byte[] Signature) Signed(byte[] wire)
    {
        var text = Encoding.Latin1.GetString(wire);
        var boundary = Regex.Match(text, @"Content-Type: multipart/signed;[^""]*boundary=""([^""]+)""|multipart/signed(?:;\s[^;\r]+(?:\r\n)?)*;\s+boundary=""([^""]+)""");
        var name = boundary.Groups[1].Success ? boundary.Groups[1].Value : Regex.Match(text, @"boundary=""([^""]+)""").Groups[1].Value;
        var parts = text.Split($"\r\n--{name}");
        var signature = parts[2][(parts[2].IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        return (Encoding.Latin1.GetBytes(parts[1][2..]), Convert.FromBase64String(signature));
    }

    /// <summary>The structure in an application/pkcs7-mime.</summary>
    public static byte[] Structure(byte[] wire)
    {
        var text = Encoding.Latin1.GetString(wire);
        return Convert.FromBase64String(text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
    }

    public static CertificateSource Source(System.Security.Cryptography.X509Certificates.X509Certificate2 certificate) => new() { Certificate = certificate };

    public static MailProtection Signing(System.Security.Cryptography.X509Certificates.X509Certificate2 certificate) => new() { SigningCertificate = Source(certificate) };

    public static MailProtection Encrypting(params System.Security.Cryptography.X509Certificates.X509Certificate2[] certificates) =>
        new() { Encrypt = true, RecipientCertificates = [.. certificates.Select(Source)] };

    public static IEnumerable<string> Recipients(ComposedMessage message) => message.Recipients.Select(recipient => recipient.Address.Text);
}
