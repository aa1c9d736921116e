using System;
using System.Globalization;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using SmtpSoar.Core.Certificates;
using SmtpSoar.Core.Composition.Smime;
using SmtpSoar.Tests.Composition;
using SmtpSoar.TestServer;
using Xunit;

namespace SmtpSoar.Tests.Smime;

/// <summary>Each certificate that can't be used is a named error, before anything connects.</summary>
public sealed class CertificateErrorTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private readonly TestAuthority _authority = new();
    private readonly OpenSsl _openSsl = new();

    public static TheoryData<string, string, string> Unfit => new()
    {
        { "expired", "CertificateExpired", Now.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) },
        { "future", "CertificateNotYetValid", Now.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) },
        { "server", "CertificateUsage", "emailProtection" },
        { "agreement", "CertificateUsage", "key usage" },
        { "short", "CertificateWeak", "1024 bits" },
    };

    public void Dispose()
    {
        _openSsl.Dispose();
        _authority.Dispose();
    }

    [Theory]
    [MemberData(nameof(Unfit))]
    public void SigningCertificate_Unfit_IsRefused(string kind, string error, string words)
    {
        var refusal = Refusal(SmimeMail.Signing(Make("ann@example.org", kind)));

        Assert.Equal(error, refusal.ErrorId);
        Assert.Contains("CN=ann", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Unfit))]
    public void RecipientsCertificate_Unfit_IsRefused(string kind, string error, string words)
    {
        var refusal = Refusal(SmimeMail.Encrypting(Make("bob@example.org", kind)));

        Assert.Equal(error, refusal.ErrorId);
        Assert.Contains("CN=bob", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RecipientsCertificates_OfSeveral_AreRefusedTogetherEachWithItsReason()
    {
        var request = SmimeMail.Request(SmimeMail.Encrypting(Make("bob@example.org", "expired"), Make("carl@example.org", "server")));
        request.Cc = ["carl@example.org", "dora@example.org"];

        var refusal = TestRefusal(request);

        Assert.Equal("RecipientCertificateMissing", refusal.ErrorId);
        Assert.Contains("expired", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("emailProtection", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("dora@example.org", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SigningCertificate_ForAnotherAddress_IsRefusedUnlessAllowed()
    {
        var protection = SmimeMail.Signing(_authority.Issue("alerts@example.com"));

        var refusal = Refusal(protection);
        protection.AllowCertificateMismatch = true;

        Assert.Equal("CertificateAddress", refusal.ErrorId);
        Assert.Contains("alerts@example.com", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("ann@example.org", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(SmimeMail.Compose(SmimeMail.Request(protection)));
    }

    [Fact]
    public void SigningCertificate_WithoutAnAddress_IsRefused() => Assert.Equal(
        "CertificateAddress", Refusal(SmimeMail.Signing(_authority.Issue("ann@example.org", new() { HasAddress = false }))).ErrorId);

    [Fact]
    public void GatewaysCertificate_Alone_ServesAllWhereAllowed()
    {
        var protection = SmimeMail.Encrypting(_authority.Issue("gateway@example.org"));
        protection.AllowCertificateMismatch = true;

        Assert.NotNull(SmimeMail.Compose(SmimeMail.Request(protection)));
    }

    [Fact]
    public void Address_InAnotherCase_IsTheSame() =>
        Assert.NotNull(SmimeMail.Compose(SmimeMail.Request(SmimeMail.Signing(_authority.Issue("Ann@EXAMPLE.org")))));

    [Fact]
    public void Address_OfTheSubject_CountsWithoutAnAlternativeName()
    {
        using var key = RSA.Create(2048);
        var subject = new X500DistinguishedNameBuilder();
        subject.AddEmailAddress("ann@example.org");
        subject.AddCommonName("Ann");
        using var certificate = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(Now.AddDays(-1), Now.AddDays(1));

        Assert.Equal(["ann@example.org"], CertificateAddresses.Of(certificate));
    }

    [Fact]
    public void SigningCertificate_WithoutItsKey_IsRefused()
    {
        using var certificate = TestAuthority.WithoutKey(_authority.Issue("ann@example.org"));
        var file = new MailProtection { SigningCertificate = new CertificateSource { Path = _openSsl.Write("ann.cer", certificate.RawData) } };
        var pem = new MailProtection { SigningCertificate = new CertificateSource { Path = _openSsl.Write("ann.pem", certificate) } };

        Assert.Equal("SigningKeyMissing", Refusal(SmimeMail.Signing(certificate)).ErrorId);
        Assert.Equal("SigningKeyMissing", Refusal(file).ErrorId);
        Assert.Equal("SigningKeyMissing", Refusal(pem).ErrorId);
    }

    [Theory]
    [InlineData("key.pfx", null, "SigningPasswordMissing")]
    [InlineData("key.pfx", "wrong", "SigningPasswordWrong")]
    [InlineData("key.pem", null, "SigningPasswordMissing")]
    [InlineData("key.pem", "wrong", "SigningPasswordWrong")]
    public void Password_MissingOrWrong_IsTold(string name, string? password, string error)
    {
        var certificate = _authority.Issue("ann@example.org");
        var path = name == "key.pfx"
            ? _openSsl.Write(name, _authority.Pkcs12(certificate, "right"))
            : _openSsl.Write(name, _authority.Pem(certificate, "right"));

        var refusal = Refusal(new MailProtection { SigningCertificate = new CertificateSource { Path = path, Password = TestSecrets.Of(password) } });

        Assert.Equal(error, refusal.ErrorId);
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("key.pfx", "SigningCertificateUnreadable")]
    [InlineData("key.pem", "SigningCertificateUnreadable")]
    [InlineData("nothing.pfx", "SigningCertificateNotFound")]
    public void File_ThatIsNoCertificate_IsRefused(string name, string error)
    {
        _openSsl.Write("key.pfx", "no certificate");
        _openSsl.Write("key.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        var path = System.IO.Path.Combine(_openSsl.Folder, name);

        Assert.Equal(error, Refusal(new MailProtection { SigningCertificate = new CertificateSource { Path = path } }).ErrorId);
    }

    [Fact]
    public void Thumbprint_OfNoCertificate_IsRefused() => Assert.Equal(
        "SigningCertificateNotFound",
        Refusal(new MailProtection { SigningCertificate = new CertificateSource { Thumbprint = new string('0', 40) } }).ErrorId);

    [Fact]
    public void Sign_WithoutACertificate_IsRefused() => Assert.Equal("SigningCertificateMissing", Refusal(new MailProtection { Sign = true }).ErrorId);

    [Theory]
    [InlineData("missing.cer", "RecipientCertificateNotFound")]
    [InlineData("broken.cer", "RecipientCertificateUnreadable")]
    public void RecipientsFile_ThatCannotBeRead_IsRefused(string name, string error)
    {
        _openSsl.Write("broken.cer", "no certificate");
        var path = System.IO.Path.Combine(_openSsl.Folder, name);

        Assert.Equal(error, Refusal(new MailProtection { Encrypt = true, RecipientCertificates = [new CertificateSource { Path = path }] }).ErrorId);
    }

    [JudgeFact("openssl")]
    public void Certificate_SignedWithSha1_IsRefused()
    {
        var path = MakeByOpenSsl("rsa", "key.pem", "-sha1");

        var refusal = Refusal(new MailProtection { SigningCertificate = new CertificateSource { Path = path } });

        Assert.Equal("CertificateWeak", refusal.ErrorId);
        Assert.Contains("SHA-1", refusal.Message, StringComparison.Ordinal);
    }

    [JudgeTheory("openssl")]
    [InlineData("rsa-pss", "RSASSA-PSS", "key.pfx")]
    [InlineData("ed25519", "Ed25519", "key.pfx")]
    [InlineData("rsa-pss", "RSASSA-PSS", "key.pem")]
    [InlineData("ed25519", "Ed25519", "key.pem")]
    public void Key_OfATypeThatCannotBeUsed_IsToldByItsTrueReason(string algorithm, string words, string name)
    {
        var path = MakeByOpenSsl(algorithm, name);

        var refusal = Refusal(new MailProtection { SigningCertificate = new CertificateSource { Path = path, Password = TestSecrets.Of("p") } });

        Assert.Equal("CertificateKeyUnsupported", refusal.ErrorId);
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("password", refusal.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Curve_ThatMailProgramsDoNotKnow_IsRefused()
    {
        var signing = Refusal(SmimeMail.Signing(_authority.Issue("ann@example.org", new() { Key = "secp256k1" })));
        var encryption = Refusal(SmimeMail.Encrypting(_authority.Issue("bob@example.org", new() { Key = "secp256k1" })));

        Assert.Equal(["CertificateKeyUnsupported", "CertificateKeyUnsupported"], new[] { signing.ErrorId, encryption.ErrorId });
        Assert.Contains("1.3.132.0.10", encryption.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Key_ThatFails_IsTold()
    {
        var identity = new SigningIdentity(_authority.Issue("ann@example.org"), []) { OpenRsa = () => throw new CryptographicException("The card is gone.") };
        var signer = new HashSigner(identity, SignatureScheme.Of(SignatureHash.Sha256), SignaturePadding.Pkcs1);

        var failure = Assert.Throws<SmtpSoarException>(() => signer.Sign(new byte[32]));

        Assert.Equal("SigningFailed", failure.ErrorId);
        Assert.Contains("The card is gone.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CertificateRevocation.BestEffort, "CertificateRevoked")]
    [InlineData(CertificateRevocation.Require, "CertificateRevoked")]
    [InlineData(CertificateRevocation.Off, null)]
    public void Certificate_Revoked_IsRefusedUnlessNobodyAsks(CertificateRevocation setting, string? error)
    {
        using var lists = CrlServer.Start();
        var certificate = _authority.Issue("ann@example.org", new() { RevocationList = lists.Url.ToString() });
        lists.List = _authority.RevocationList(certificate);

        var memory = new RevocationMemory(setting) { Roots = [_authority.Root] };
        var refusal = memory.Check(certificate, [_authority.Intermediate], _ => { }, CancellationToken.None);

        Assert.Equal(error, refusal?.ErrorId);
    }

    [Fact]
    public void Certificate_WhoseStateIsUnknown_IsRefusedOnlyWhereRequired()
    {
        using var lists = CrlServer.Start();
        var notes = new List<string>();
        var certificate = _authority.Issue("ann@example.org", new() { RevocationList = lists.Url.ToString() });

        var required = new RevocationMemory(CertificateRevocation.Require).Check(certificate, [], notes.Add, CancellationToken.None);
        var best = new RevocationMemory(CertificateRevocation.BestEffort).Check(certificate, [], notes.Add, CancellationToken.None);

        Assert.Equal("CertificateRevocationUnknown", required?.ErrorId);
        Assert.Null(best);
        Assert.Single(notes);
    }

    private string MakeByOpenSsl(string algorithm, string name, params string[] more)
    {
        var (key, certificate, target) = (_openSsl.Folder + "/k.key", _openSsl.Folder + "/k.crt", _openSsl.Folder + "/" + name);
        AssertRan(Judge.Run("openssl", ["genpkey", "-algorithm", algorithm, "-out", key]));
        AssertRan(Judge.Run("openssl", ["req", "-x509", "-key", key, "-subj", "/CN=ann", "-addext", "subjectAltName=email:ann@example.org", "-out", certificate, "-days", "5", .. more]));
        if (name.EndsWith(".pem", StringComparison.Ordinal))
            System.IO.File.WriteAllText(target, System.IO.File.ReadAllText(certificate) + System.IO.File.ReadAllText(key));
        else
            AssertRan(Judge.Run("openssl", ["pkcs12", "-export", "-in", certificate, "-inkey", key, "-passout", "pass:p", "-out", target]));
        return target;
    }

    private static void AssertRan((int Code, string Said) run) => Assert.True(run.Code == 0, run.Said);

    private X509Certificate2 Make(string address, string kind) => _authority.Issue(address, kind switch
    {
        "expired" => new() { NotAfter = Now.AddDays(-1) },
        "future" => new() { NotBefore = Now.AddDays(1) },
        "server" => new() { Purpose = "1.3.6.1.5.5.7.3.1" },
        "agreement" => new() { Usage = X509KeyUsageFlags.CrlSign },
        _ => new() { Bits = 1024 },
    });

    private static SmtpSoarException Refusal(MailProtection protection) => TestRefusal(SmimeMail.Request(protection));

    private static SmtpSoarException TestRefusal(ComposedMailRequest request) => Assert.Throws<SmtpSoarException>(() => SmimeMail.Compose(request, TestMail.Asset));
}
