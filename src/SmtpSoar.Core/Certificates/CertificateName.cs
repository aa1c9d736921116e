using System.Security.Cryptography.X509Certificates;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Certificates;

/// <summary>A certificate in a sentence.</summary>
internal static class CertificateName
{
    /// <summary>The subject in quotes, and the thumbprint by which stores show it.</summary>
    public static string Of(X509Certificate2 certificate) =>
        $"'{SafeText.Of(certificate.Subject)}' ({certificate.Thumbprint})";
}
