using System;
using System.IO;
using System.Text;
using System.Threading;
using SmtpSoar.Core.Composition;
using SmtpSoar.Tests.Composition;
using SmtpSoar.Tests.Reading;
using Xunit;

namespace SmtpSoar.Tests.KeyFiles;

/// <summary>
/// Mails that are signed and encrypted by a certificate in a file, on each framework, in the eyes of openssl. The certificate is made beforehand,
/// since Mono makes none.
/// </summary>
public sealed class FileSigningTests : IDisposable
{
    private const string Address = "ann@example.org";
    private const string Text = ".\n..dots\nFrom here\ntrailing   \nGrüße\n-- \nsignature\n";

    private static readonly string Data = Path.Combine(AppContext.BaseDirectory, "Data", "protected");

    private readonly ToolFolder _folder = new();
    private readonly TestFiles _files = new();

    public void Dispose()
    {
        _files.Dispose();
        _folder.Dispose();
    }

    [ToolTheory("openssl")]
    [InlineData(SignatureHash.Sha256, SignatureFormat.Detached)]
    [InlineData(SignatureHash.Sha256, SignatureFormat.Opaque)]
    [InlineData(SignatureHash.Sha384, SignatureFormat.Detached)]
    [InlineData(SignatureHash.Sha512, SignatureFormat.Opaque)]
    public void Mail_SignedByAFile_HoldsUntilAByteChanges(SignatureHash hash, SignatureFormat format)
    {
        var wire = Compose(new MailProtection { SigningCertificate = Certificate("key.pfx"), SignatureHash = hash, SignatureFormat = format });

        Assert.Equal(Text, Verified(wire).Replace("\r\n", "\n"));
        var text = Encoding.ASCII.GetString(wire);
        var place = format == SignatureFormat.Detached
            ? text.IndexOf("\r\n\r\n", text.IndexOf("text/plain", StringComparison.Ordinal), StringComparison.Ordinal) + 6
            : text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 300;
        wire[place] = wire[place] == (byte)'B' ? (byte)'C' : (byte)'B';
        Assert.ThrowsAny<Exception>(() => Verified(wire));
    }

    [ToolFact("openssl")]
    public void Mail_EncryptedForAFile_IsRead()
    {
        var protection = new MailProtection { Encrypt = true, RecipientCertificates = [Certificate("cert.pem")] };

        File.WriteAllBytes(_folder.Path("mail"), Compose(protection));
        File.Copy(Path.Combine(Data, "key.pfx"), _folder.Path("key.pfx"));
        _folder.Run("openssl", "pkcs12", "-in", "key.pfx", "-passin", "pass:", "-nodes", "-out", "key.pem");
        _folder.Run("openssl", "cms", "-decrypt", "-in", "mail", "-inkey", "key.pem", "-recip", "key.pem", "-out", "content");

        Assert.Equal(Text, TestMail.Read(File.ReadAllBytes(_folder.Path("content"))).TextBody!.Replace("\r\n", "\n"));
    }

    [Fact]
    public void File_WithAPasswordThatIsWrong_IsTold()
    {
        var source = Certificate("key.pfx");
        source.Password = OpenPgp.GpgHome.Secret("no");

        var refusal = Assert.Throws<SmtpSoarException>(() => Compose(new MailProtection { SigningCertificate = source }));

        Assert.Equal("SigningPasswordWrong", refusal.ErrorId);
    }

    [Fact]
    public void File_ForAnotherAddress_IsRefused()
    {
        var protection = new MailProtection { SigningCertificate = Certificate("key.pfx") };

        Assert.Equal("CertificateAddress", Assert.Throws<SmtpSoarException>(() => Compose(protection, "bob@example.org")).ErrorId);
    }

    private static CertificateSource Certificate(string name) => new() { Path = Path.Combine(Data, name) };

    private string Verified(byte[] wire)
    {
        File.WriteAllBytes(_folder.Path("mail"), wire);
        _folder.Run("openssl", "cms", "-verify", "-purpose", "smimesign", "-in", "mail", "-CAfile", Path.Combine(Data, "ca.pem"), "-out", "content");
        return TestMail.Read(File.ReadAllBytes(_folder.Path("content"))).TextBody!;
    }

    private byte[] Compose(MailProtection protection, string from = Address)
    {
        var request = new EmailRequest
        {
            From = from,
            To = [Address],
            Subject = "Subject",
            Body = Text,
            Attachments = [_files.Add("empty.bin", "")],
            Protection = protection,
        };
        return TestMail.Wire(new MessageFactory(TestMail.Asset, TimeProvider.System).Create(request, CancellationToken.None));
    }
}
