using System;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SmtpSoar.Core.Certificates;
using SmtpSoar.Core.Composition.Smime;
using SmtpSoar.Tests.Composition;
using Xunit;

namespace SmtpSoar.Tests.Smime;

/// <summary>Signed mails, judged by openssl and by the framework's own reader.</summary>
public sealed class SigningTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly TestFiles _files = new();
    private readonly OpenSsl _openSsl = new();

    public static TheoryData<string, SignatureHash, SignaturePadding, SignatureFormat> Matrix
    {
        get
        {
            var data = new TheoryData<string, SignatureHash, SignaturePadding, SignatureFormat>();
            foreach (var key in new[] { "RSA", "P-256", "P-384" })
                foreach (var hash in Enum.GetValues<SignatureHash>())
                    foreach (var padding in key == "RSA" ? Enum.GetValues<SignaturePadding>() : [SignaturePadding.Pkcs1])
                        foreach (var format in Enum.GetValues<SignatureFormat>())
                            data.Add(key, hash, padding, format);
            return data;
        }
    }

    public void Dispose()
    {
        _openSsl.Dispose();
        _files.Dispose();
        _authority.Dispose();
    }

    [JudgeTheory("openssl")]
    [MemberData(nameof(Matrix))]
    public void Mail_OfEachKeyAndForm_Verifies(string key, SignatureHash hash, SignaturePadding padding, SignatureFormat format)
    {
        var protection = Signing(key);
        (protection.SignatureHash, protection.SignaturePadding, protection.SignatureFormat) = (hash, padding, format);

        var wire = SmimeMail.Wire(SmimeMail.Compose(SmimeMail.Request(protection)));

        AssertValid(wire);
        AssertInvalidOnceChanged(wire, format);
        Assert.Equal(SmimeMail.Body, Lines(TestMail.Read(_openSsl.Content).TextBody));
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public void Structure_OfEachKeyAndForm_IsReadByTheFramework(string key, SignatureHash hash, SignaturePadding padding, SignatureFormat format)
    {
        var protection = Signing(key);
        (protection.SignatureHash, protection.SignaturePadding, protection.SignatureFormat) = (hash, padding, format);

        var wire = SmimeMail.Wire(SmimeMail.Compose(SmimeMail.Request(protection)));
        var cms = Decode(wire, format);

        cms.CheckSignature(verifySignatureOnly: true);
        var signer = Assert.Single(cms.SignerInfos.Cast<SignerInfo>());
        Assert.Equal("CN=ann", signer.Certificate!.Subject);
        Assert.Contains(signer.SignedAttributes.Cast<CryptographicAttributeObject>(), attribute => attribute.Oid.Value == "1.2.840.113549.1.9.5");
    }

    [JudgeFact("openssl")]
    public void Mail_WithFilesAndPictures_Verifies()
    {
        var request = new HtmlEmailRequest
        {
            From = "ann@example.org",
            To = ["bob@example.org"],
            Subject = "Files",
            HtmlBody = "<p>Grüße <img src='cid:logo'></p>",
            Attachments =
            [
                _files.Add("logo.png", new byte[100], "logo"),
                _files.Add("data.bin", new byte[200_000]),
                _files.Add("empty.txt", ""),
                _files.Add("inner.eml", "From: a@example.org\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nGrüße  \r\n.\r\nFrom here\r\n"),
            ],
            Protection = Signing("RSA"),
        };

        AssertValid(SmimeMail.Wire(SmimeMail.Compose(request)));
    }

    [JudgeTheory("openssl")]
    [InlineData("")]
    [InlineData("pässwörd")]
    public void Certificate_InAPkcs12File_SignsWithItsChain(string password)
    {
        var path = _openSsl.Write("key.pfx", _authority.Pkcs12(_authority.Issue("ann@example.org"), password));
        var protection = new MailProtection { SigningCertificate = new CertificateSource { Path = path, Password = TestSecrets.Of(password) } };

        var wire = SmimeMail.Wire(SmimeMail.Compose(SmimeMail.Request(protection)));

        AssertValid(wire);
        Assert.Equal(2, Decode(wire, SignatureFormat.Detached).Certificates.Count);
    }

    [JudgeTheory("openssl")]
    [InlineData("RSA", null)]
    [InlineData("RSA", "secret")]
    [InlineData("P-256", null)]
    [InlineData("P-384", "secret")]
    public void Certificate_InAPemFile_SignsWithItsChain(string key, string? password)
    {
        var path = _openSsl.Write("key-and-chain.pem", _authority.Pem(_authority.Issue("ann@example.org", new() { Key = key }), password));
        var protection = new MailProtection { SigningCertificate = new CertificateSource { Path = path, Password = TestSecrets.Of(password) } };

        AssertValid(SmimeMail.Wire(SmimeMail.Compose(SmimeMail.Request(protection))));
    }

    [Fact]
    public void Certificate_OfTheAsset_SignsEachMail()
    {
        var asset = TestMail.Asset;
        asset.SigningCertificate = _authority.Issue("ann@example.org");

        var signed = SmimeMail.Compose(SmimeMail.Request(), asset);
        var unsigned = SmimeMail.Compose(SmimeMail.Request(new MailProtection { Sign = false }), asset);

        Assert.Contains("multipart/signed", Encoding.ASCII.GetString(SmimeMail.Wire(signed)), StringComparison.Ordinal);
        Assert.DoesNotContain("multipart/signed", Encoding.ASCII.GetString(TestMail.Wire(unsigned)), StringComparison.Ordinal);
        Assert.Null(signed.SevenBitImage);
    }

    [Theory]
    [InlineData(SignaturePadding.Pkcs1)]
    [InlineData(SignaturePadding.Pss)]
    public void Key_OfACard_SignsAHashAlone(SignaturePadding padding)
    {
        var certificate = _authority.Issue("ann@example.org");
        using var card = new CardKey(certificate.GetRSAPrivateKey()!);
        var identity = new SigningIdentity(certificate, []) { OpenRsa = () => card };
        var content = Encoding.ASCII.GetBytes("Content-Type: text/plain\r\n\r\nText\r\n");

        var signed = new SignedData(identity, SignatureScheme.Of(SignatureHash.Sha256), padding, DateTimeOffset.UtcNow).Detached(SHA256.HashData(content));

        var cms = new SignedCms(new ContentInfo(content), detached: true);
        cms.Decode(signed);
        cms.CheckSignature(verifySignatureOnly: true);
    }

    private MailProtection Signing(string key)
    {
        var source = _openSsl.Write("key.pfx", _authority.Pkcs12(_authority.Issue("ann@example.org", new() { Key = key }), "p"));
        return new MailProtection { SigningCertificate = new CertificateSource { Path = source, Password = TestSecrets.Of("p") } };
    }

    private void AssertValid(byte[] wire)
    {
        var (isValid, said) = _openSsl.Verify(wire, _authority.Root);
        Assert.True(isValid, said);
    }

    // A letter of the base64 in which the text is, or which is around all.
    private void AssertInvalidOnceChanged(byte[] wire, SignatureFormat format)
    {
        var changed = (byte[])wire.Clone();
        var text = Encoding.ASCII.GetString(wire);
        var place = text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 304;
        if (format == SignatureFormat.Detached)
            place = text.IndexOf("\r\n\r\n", text.IndexOf("text/plain", StringComparison.Ordinal), StringComparison.Ordinal) + 6;
        changed[place] = changed[place] == (byte)'B' ? (byte)'C' : (byte)'B';
        using var other = new OpenSsl();
        Assert.False(other.Verify(changed, _authority.Root).IsValid);
    }

    private static SignedCms Decode(byte[] wire, SignatureFormat format)
    {
        if (format == SignatureFormat.Opaque)
        {
            var whole = new SignedCms();
            whole.Decode(SmimeMail.Structure(wire));
            return whole;
        }

        var (content, signature) = SmimeMail.Signed(wire);
        var detached = new SignedCms(new ContentInfo(content), detached: true);
        detached.Decode(signature);
        return detached;
    }

    private static string Lines(string? text) => text!.TrimEnd('\r', '\n').Replace("\r\n", "\n", StringComparison.Ordinal);
}
