using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SmtpSoar.Core.Certificates.Stores;

namespace SmtpSoar.Core.Certificates;

/// <summary>A certificate with its private key, and those of the authorities between it and a root.</summary>
/// <param name="certificate">The certificate.</param>
/// <param name="others">The certificates that came with it, in any order.</param>
internal sealed class SigningIdentity(X509Certificate2 certificate, IReadOnlyList<X509Certificate2> others)
{
    private const int MaxLength = 10;

    private IReadOnlyList<X509Certificate2>? _chain;

    /// <summary>The certificate.</summary>
    public X509Certificate2 Certificate { get; } = certificate;

    /// <summary>Opens its RSA key, or gives <see langword="null"/> if it has another one.</summary>
    internal Func<RSA?> OpenRsa { get; init; } = certificate.GetRSAPrivateKey;

    /// <summary>Opens its elliptic curve key, or gives <see langword="null"/> if it has another one.</summary>
    internal Func<ECDsa?> OpenEcdsa { get; init; } = certificate.GetECDsaPrivateKey;

    /// <summary>
    /// The certificates of the authorities above it, as far as they are at hand, without the root: a reader trusts only a root that it has
    /// already (RFC 8551, section 2.3).
    /// </summary>
    public IReadOnlyList<X509Certificate2> Intermediates => _chain ??= Climb();

    // By names alone, without a download: the reader checks the signatures.
    private List<X509Certificate2> Climb()
    {
        var chain = new List<X509Certificate2>();
        var current = Certificate;
        while (!IsRoot(current) && chain.Count < MaxLength && IssuerOf(current) is { } issuer && !IsRoot(issuer) && !chain.Contains(issuer))
        {
            chain.Add(issuer);
            current = issuer;
        }

        return chain;
    }

    private X509Certificate2? IssuerOf(X509Certificate2 issued) =>
        others.FirstOrDefault(other => IsIssuer(other, issued))
        ?? CertificateStores.AuthoritiesOf(issued.IssuerName).FirstOrDefault();

    private static bool IsIssuer(X509Certificate2 issuer, X509Certificate2 issued) =>
        issuer.SubjectName.RawData.SequenceEqual(issued.IssuerName.RawData);

    private static bool IsRoot(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.SequenceEqual(certificate.IssuerName.RawData);
}
