using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SmtpSoar.Tests.Composition;
using Xunit;

namespace SmtpSoar.Tests.Smime;

/// <summary>Encrypted mails, judged by openssl and by the framework's own reader.</summary>
public sealed class EncryptionTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly OpenSsl _openSsl = new();

    public void Dispose()
    {
        _openSsl.Dispose();
        _authority.Dispose();
    }

    [JudgeTheory("openssl")]
    [InlineData("RSA", EncryptionPadding.Pkcs1)]
    [InlineData("RSA", EncryptionPadding.Oaep)]
    [InlineData("P-256", EncryptionPadding.Pkcs1)]
    [InlineData("P-384", EncryptionPadding.Pkcs1)]
    [InlineData("P-521", EncryptionPadding.Pkcs1)]
    public void Mail_ForEachKey_IsDecrypted(string key, EncryptionPadding padding)
    {
        var (bob, ann) = (Issue("bob@example.org", key), Issue("ann@example.org", key));
        var protection = SmimeMail.Encrypting(bob, ann);
        protection.EncryptionPadding = padding;

        var wire = SmimeMail.Wire(SmimeMail.Compose(SmimeMail.Request(protection)));

        Assert.DoesNotContain("A line", Encoding.ASCII.GetString(wire), StringComparison.Ordinal);
        foreach (var recipient in new[] { bob, ann })
        {
            var (isRead, said) = _openSsl.Decrypt(wire, recipient);
            Assert.True(isRead, said);
            Assert.Equal(SmimeMail.Body, Lines(TestMail.Read(_openSsl.Content).TextBody));
        }

        Assert.False(_openSsl.Decrypt(wire, Issue("carl@example.org", key)).IsRead);
    }

    [JudgeFact("openssl")]
    public void Mail_SignedAndEncrypted_IsReadAndVerified()
    {
        var (bob, ann) = (Issue("bob@example.org"), Issue("ann@example.org"));
        var protection = SmimeMail.Encrypting(bob);
        protection.SigningCertificate = SmimeMail.Source(ann);

        var message = SmimeMail.Compose(SmimeMail.Request(protection));

        Assert.Equal(["signed", "encrypted"], message.Marks.Select(mark => mark.Word));
        Assert.True(_openSsl.Decrypt(SmimeMail.Wire(message), bob).IsRead);
        using var second = new OpenSsl();
        Assert.True(second.Verify(_openSsl.Content, _authority.Root, _authority.Intermediate).IsValid);
    }

    [Theory]
    [InlineData(EncryptionPadding.Pkcs1)]
    [InlineData(EncryptionPadding.Oaep)]
    public void Structure_ForRsaKeys_IsReadByTheFramework(EncryptionPadding padding)
    {
        var bob = Issue("bob@example.org");
        var protection = SmimeMail.Encrypting(bob, Issue("ann@example.org"));
        protection.EncryptionPadding = padding;

        var cms = new EnvelopedCms();
        cms.Decode(SmimeMail.Structure(SmimeMail.Wire(SmimeMail.Compose(SmimeMail.Request(protection)))));
        cms.Decrypt(new X509Certificate2Collection(bob));

        Assert.Equal("2.16.840.1.101.3.4.1.42", cms.ContentEncryptionAlgorithm.Oid.Value);
        Assert.Equal(2, cms.RecipientInfos.Count);
        Assert.Equal(SmimeMail.Body, Lines(TestMail.Read(cms.ContentInfo.Content).TextBody));
    }

    [Fact]
    public void Recipients_WithoutCertificates_AreAllNamed()
    {
        var request = SmimeMail.Request(SmimeMail.Encrypting(Issue("bob@example.org")));
        request.Cc = ["carl@example.org", "dora@example.org"];

        var error = Refusal(request);

        Assert.Equal("RecipientCertificateMissing", error.ErrorId);
        Assert.Contains("carl@example.org", error.Message, StringComparison.Ordinal);
        Assert.Contains("dora@example.org", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("bob@example.org", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Recipient_WithSeveralCertificates_GetsTheNewestThatIsFit()
    {
        var now = DateTimeOffset.UtcNow;
        var old = Issue("bob@example.org", wish: new() { NotBefore = now.AddDays(-9) });
        var fit = Issue("bob@example.org", wish: new() { NotBefore = now.AddDays(-5) });
        var signing = Issue("bob@example.org", wish: new() { NotBefore = now.AddDays(-4), Usage = X509KeyUsageFlags.DigitalSignature });
        var expired = Issue("bob@example.org", wish: new() { NotBefore = now.AddDays(-3), NotAfter = now.AddDays(-1) });

        var message = SmimeMail.Compose(SmimeMail.Request(SmimeMail.Encrypting(old, fit, signing, expired)));

        var cms = new EnvelopedCms();
        cms.Decode(SmimeMail.Structure(SmimeMail.Wire(message)));
        cms.Decrypt(new X509Certificate2Collection(fit));
        Assert.Contains(message.Notes, note => note.Contains(fit.Thumbprint, StringComparison.Ordinal) && note.Contains('4', StringComparison.Ordinal));
    }

    [Fact]
    public void Sender_WithoutACertificate_IsWarned()
    {
        var message = SmimeMail.Compose(SmimeMail.Request(SmimeMail.Encrypting(Issue("bob@example.org"))));

        Assert.Contains(message.Warnings, warning => warning.Contains("ann@example.org", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("one.cer")]
    [InlineData("one.pem")]
    [InlineData("all.p7b")]
    [InlineData("")]
    public void Certificate_OfAFileOrFolder_IsFound(string name)
    {
        var bob = Issue("bob@example.org");
        _openSsl.Write("one.cer", bob.RawData);
        _openSsl.Write("one.pem", bob);
        _openSsl.Write("all.p7b", new X509Certificate2Collection(new[] { _authority.Intermediate, bob }).Export(X509ContentType.Pkcs7)!);
        _openSsl.Write("broken.cer", "no certificate");
        _openSsl.Write("notes.txt", "no certificate either");
        var path = Path.Combine(_openSsl.Folder, name);

        var given = SmimeMail.Compose(SmimeMail.Request(new() { Encrypt = true, RecipientCertificates = [new CertificateSource { Path = path }] }));
        var asset = TestMail.Asset;
        asset.RecipientCertificatePath = path;
        var ofAsset = SmimeMail.Compose(SmimeMail.Request(new() { Encrypt = true }), asset);

        Assert.Contains("enveloped-data", Encoding.ASCII.GetString(SmimeMail.Wire(given)), StringComparison.Ordinal);
        Assert.Contains("enveloped-data", Encoding.ASCII.GetString(SmimeMail.Wire(ofAsset)), StringComparison.Ordinal);
        Assert.Equal(name.Length == 0, given.Warnings.Any(warning => warning.Contains("broken.cer", StringComparison.Ordinal)));
    }

    private X509Certificate2 Issue(string address, string key = "RSA", TestAuthority.Wish? wish = null) =>
        _authority.Issue(address, wish ?? new TestAuthority.Wish { Key = key });

    private static SmtpSoarException Refusal(ComposedMailRequest request) => Assert.Throws<SmtpSoarException>(() => SmimeMail.Compose(request));

    private static string Lines(string? text) => text!.TrimEnd('\r', '\n').Replace("\r\n", "\n", StringComparison.Ordinal);
}
