using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using SmtpSoar.Core.Certificates;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Binding;

/// <summary>
/// Reads what a user gives for a certificate: the certificate, a file or folder, a thumbprint, a path of the drive Cert:.
/// </summary>
internal static class CertificateArgument
{
    /// <summary>Reads a certificate that has a private key.</summary>
    /// <param name="value">The value as the user gave it.</param>
    /// <param name="password">The password of its file.</param>
    /// <param name="paths">The place where relative paths begin.</param>
    /// <exception cref="SmtpSoarException">It is none of these.</exception>
    public static CertificateSource Read(object value, SecureString? password, FilePaths paths) => Values.Unwrap(value) switch
    {
        X509Certificate2 certificate => new CertificateSource { Certificate = certificate },
        FileSystemInfo file => new CertificateSource { Path = file.FullName, Password = password },
        string text when CertificateText.ThumbprintOf(text) is { } thumbprint => new CertificateSource { Thumbprint = thumbprint },
        string text => new CertificateSource { Path = paths.Literal(text), Password = password },
        { } other => throw Errors.SigningCertificateNotFound.With(Values.Kind(other)),
        null => throw Errors.SigningCertificateNotFound.With(""),
    };

    /// <summary>Reads certificates of recipients.</summary>
    /// <exception cref="SmtpSoarException">One is neither a certificate nor a path.</exception>
    public static IReadOnlyList<CertificateSource> ReadAll(object[] values, FilePaths paths) =>
        [.. Values.Flatten(values).Select(value => ReadPublic(Values.Unwrap(value), paths))];

    private static CertificateSource ReadPublic(object? value, FilePaths paths) => value switch
    {
        X509Certificate2 certificate => new CertificateSource { Certificate = certificate },
        FileSystemInfo file => new CertificateSource { Path = file.FullName },
        string text => new CertificateSource { Path = paths.Literal(text) },
        { } other => throw Errors.RecipientCertificateNotFound.With(Values.Kind(other)),
        null => throw Errors.RecipientCertificateNotFound.With(""),
    };
}
