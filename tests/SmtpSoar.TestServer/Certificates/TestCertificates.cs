using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SmtpSoar.TestServer;

/// <summary>A certificate authority for one test, and the good and bad certificates that it issues.</summary>
public sealed class TestCertificates : IDisposable
{
    /// <summary>Makes the authority.</summary>
    /// <param name="name">Its name.</param>
    public TestCertificates(string name = "SmtpSoar test authority")
    {
        using ECDsa key = CertificateBuilder.NewKey();
        Authority = CertificateBuilder.Authority(name, key);
    }

    /// <summary>The authority's own certificate, with its key.</summary>
    public X509Certificate2 Authority { get; }

    /// <summary>A self-signed certificate for localhost and the loopback addresses.</summary>
    public static X509Certificate2 SelfSigned() => SelfSigned(new CertificateRecipe());

    /// <summary>A self-signed certificate.</summary>
    /// <param name="recipe">What it says.</param>
    public static X509Certificate2 SelfSigned(CertificateRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        using ECDsa key = CertificateBuilder.NewKey();
        return CertificateBuilder.SelfSigned(recipe, key);
    }

    /// <summary>A good server certificate.</summary>
    /// <param name="revocationList">Where its revocation list is; none if null.</param>
    public X509Certificate2 Server(Uri? revocationList = null) => Issue(new CertificateRecipe { RevocationList = revocationList });

    /// <summary>A server certificate for another name.</summary>
    public X509Certificate2 WrongName() => Issue(new CertificateRecipe { Subject = "mail.example.net", Names = ["mail.example.net"] });

    /// <summary>A server certificate whose time is over.</summary>
    public X509Certificate2 Expired() => Issue(new CertificateRecipe
    {
        NotBefore = DateTimeOffset.UtcNow.AddDays(-20),
        NotAfter = DateTimeOffset.UtcNow.AddDays(-10),
    });

    /// <summary>A server certificate whose time has not begun.</summary>
    public X509Certificate2 NotYetValid() => Issue(new CertificateRecipe { NotBefore = DateTimeOffset.UtcNow.AddDays(10) });

    /// <summary>A client certificate.</summary>
    /// <param name="subject">The common name of its subject.</param>
    public X509Certificate2 Client(string subject = "client") => Issue(new CertificateRecipe { Subject = subject, Names = [], ForClient = true });

    /// <summary>A certificate signed by the authority.</summary>
    /// <param name="recipe">What it says.</param>
    public X509Certificate2 Issue(CertificateRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        using ECDsa key = CertificateBuilder.NewKey();
        return CertificateBuilder.Issue(recipe, key, Authority);
    }

    /// <summary>The authority's revocation list, valid for a day.</summary>
    /// <param name="revoked">The certificates on it.</param>
    public byte[] RevocationList(params X509Certificate2[] revoked)
    {
        ArgumentNullException.ThrowIfNull(revoked);
        var builder = new CertificateRevocationListBuilder();
        foreach (X509Certificate2 certificate in revoked)
        {
            builder.AddEntry(certificate, DateTimeOffset.UtcNow.AddHours(-1), X509RevocationReason.KeyCompromise);
        }

        return builder.Build(
            Authority, DateTimeOffset.UtcNow.ToUnixTimeSeconds(), DateTimeOffset.UtcNow.AddDays(1), HashAlgorithmName.SHA256,
            thisUpdate: DateTimeOffset.UtcNow.AddHours(-1));
    }

    /// <inheritdoc/>
    public void Dispose() => Authority.Dispose();
}
