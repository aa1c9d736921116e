using System.IO;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SmtpSoar.Module.Tests.Hosting;
using Xunit;

namespace SmtpSoar.Module.Tests.Results;

/// <summary>The parameters that sign and encrypt.</summary>
public sealed class SignedMailTests : EngineTest
{
    private const string Send = "Send-SoarEmail -Asset @{ PickupDirectory = $folder } -From ann@example.org -To ann@example.org -Subject s -Body text ";

    [Theory]
    [InlineData("-SigningCertificate $pfx -SigningPassword $password", "multipart/signed")]
    [InlineData("-SigningCertificate $file -SigningPassword $password", "multipart/signed")]
    [InlineData("-SigningCertificate $certificate", "multipart/signed")]
    [InlineData("-SigningCertificate $certificate -SignatureFormat Opaque -SignatureHash Sha512 -SignaturePadding Pss", "signed-data")]
    [InlineData("-SigningCertificate $certificate -Sign:$false", "text/plain")]
    [InlineData("-Encrypt -RecipientCertificate $certificate", "enveloped-data")]
    [InlineData("-Encrypt -RecipientCertificate $cer, $folder -EncryptionPadding Oaep", "enveloped-data")]
    public void Parameters_OfAMail_ProtectIt(string parameters, string type)
    {
        using var certificate = Certificate();
        var (pfx, cer) = Write(certificate);

        var result = (dynamic)Engine.RunSingle(
            Send + parameters,
            ("pfx", pfx),
            ("file", new FileInfo(pfx)),
            ("cer", cer),
            ("certificate", certificate),
            ("password", new NetworkCredential("", "secret").SecurePassword));

        Assert.Equal("success", result.Status);
        Assert.Contains(type, File.ReadAllText((string)result.ServerResponse));
    }

    [Fact]
    public void Asset_WithACertificate_SignsEachMail()
    {
        using var certificate = Certificate();

        var result = (dynamic)Engine.RunSingle(
            "Send-SoarEmail -Asset (New-SmtpAsset -PickupDirectory $folder -SigningCertificate $certificate) -From ann@example.org -To ann@example.org -Body x",
            ("certificate", certificate));

        Assert.Contains("multipart/signed", File.ReadAllText((string)result.ServerResponse));
    }

    private (string Pfx, string Cer) Write(X509Certificate2 certificate)
    {
        var (pfx, cer) = (Path.Combine(Folder.Path, "ann.pfx"), Path.Combine(Folder.Path, "ann.cer"));
        File.WriteAllBytes(pfx, certificate.Export(X509ContentType.Pfx, "secret"));
        File.WriteAllBytes(cer, certificate.RawData);
        return (pfx, cer);
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=ann", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddEmailAddress("ann@example.org");
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(System.DateTimeOffset.UtcNow.AddDays(-1), System.DateTimeOffset.UtcNow.AddDays(9));
    }
}
