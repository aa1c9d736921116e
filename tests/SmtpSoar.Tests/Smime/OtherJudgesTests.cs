using System;
using System.Security.Cryptography.X509Certificates;
using SmtpSoar.Tests.Composition;
using Xunit;

namespace SmtpSoar.Tests.Smime;

/// <summary>NSS and gpgsm read what the module makes, as far as their versions in Debian know the algorithms.</summary>
public sealed class OtherJudgesTests : IDisposable
{
    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [JudgeTheory("cmsutil")]
    [InlineData("RSA", SignatureHash.Sha256, SignaturePadding.Pkcs1)]
    [InlineData("RSA", SignatureHash.Sha384, SignaturePadding.Pkcs1)]
    [InlineData("RSA", SignatureHash.Sha512, SignaturePadding.Pkcs1)]
    [InlineData("RSA", SignatureHash.Sha256, SignaturePadding.Pss)]
    [InlineData("P-256", SignatureHash.Sha256, SignaturePadding.Pkcs1)]
    [InlineData("P-384", SignatureHash.Sha384, SignaturePadding.Pkcs1)]
    public void Nss_SignedMail_IsGood(string key, SignatureHash hash, SignaturePadding padding)
    {
        using var nss = new Nss(_authority.Root);
        foreach (var format in Enum.GetValues<SignatureFormat>())
        {
            var wire = Sign(key, hash, padding, format);
            var (content, structure) = format == SignatureFormat.Detached ? SmimeMail.Signed(wire) : (null!, SmimeMail.Structure(wire));
            Assert.True(nss.Verify(structure, content));
            if (content is null)
                continue;
            content[^1]++;
            Assert.False(nss.Verify(structure, content));
        }
    }

    [JudgeTheory("gpgsm")]
    [InlineData("RSA", SignatureHash.Sha256)]
    [InlineData("RSA", SignatureHash.Sha512)]
    [InlineData("P-256", SignatureHash.Sha256)]
    public void GpgSm_SignedMail_IsGood(string key, SignatureHash hash)
    {
        using var gpg = new GpgSm(_authority.Root);

        var (content, structure) = SmimeMail.Signed(Sign(key, hash, SignaturePadding.Pkcs1, SignatureFormat.Detached));

        var (isValid, said) = gpg.Verify(structure, content);
        Assert.True(isValid, said);
        content[^1]++;
        Assert.False(gpg.Verify(structure, content).IsValid);
    }

    [JudgeFact("cmsutil")]
    public void Nss_EncryptedMail_IsRead()
    {
        using var nss = new Nss(_authority.Root);
        var bob = _authority.Issue("bob@example.org");
        nss.Import(bob.Export(X509ContentType.Pfx, "p"), "p");

        Assert.Contains("A line", TestMail.Read(nss.Decrypt(Encrypt(bob))).TextBody, StringComparison.Ordinal);
    }

    [JudgeFact("gpgsm")]
    public void GpgSm_EncryptedMail_IsRead()
    {
        using var gpg = new GpgSm(_authority.Root);
        var bob = _authority.Issue("bob@example.org");
        gpg.Import(bob.Export(X509ContentType.Pfx, "p"), "p");

        var (content, said) = gpg.Decrypt(Encrypt(bob), "p");

        Assert.True(content.Length > 0, said);
        Assert.Contains("A line", TestMail.Read(content).TextBody, StringComparison.Ordinal);
    }

    private byte[] Sign(string key, SignatureHash hash, SignaturePadding padding, SignatureFormat format)
    {
        var path = _authority.Issue("ann@example.org", new() { Key = key });
        var protection = SmimeMail.Signing(path);
        (protection.SignatureHash, protection.SignaturePadding, protection.SignatureFormat) = (hash, padding, format);
        using var files = new OpenSsl();
        protection.SigningCertificate = new CertificateSource { Path = files.Write("k.pfx", _authority.Pkcs12(path, null)) };
        return SmimeMail.Wire(SmimeMail.Compose(SmimeMail.Request(protection)));
    }

    private byte[] Encrypt(X509Certificate2 bob) => SmimeMail.Structure(
        SmimeMail.Wire(SmimeMail.Compose(SmimeMail.Request(SmimeMail.Encrypting(bob, _authority.Issue("ann@example.org"))))));
}
