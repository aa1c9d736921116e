using System.Security;
using System.Security.Cryptography.X509Certificates;

namespace SmtpSoar;

/// <summary>A certificate, or the place where it is. One of the three properties is set.</summary>
public sealed class CertificateSource
{
    /// <summary>The certificate itself.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>The full path of a file, or of a folder of them where there may be several.</summary>
    public string? Path { get; set; }

    /// <summary>The thumbprint, SHA-1 or SHA-256 in hex, of a certificate in the user's or the machine's store.</summary>
    public string? Thumbprint { get; set; }

    /// <summary>The password of the file's private key.</summary>
    public SecureString? Password { get; set; }
}
