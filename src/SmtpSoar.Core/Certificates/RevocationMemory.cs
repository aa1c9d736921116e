using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Threading;

namespace SmtpSoar.Core.Certificates;

/// <summary>Learns once for each certificate of a command whether it has been revoked, as the asset's setting says.</summary>
/// <param name="setting">The setting.</param>
internal sealed class RevocationMemory(CertificateRevocation setting)
{
    // CRL distribution points, and access to the authority's information, such as OCSP (RFC 5280, sections 4.2.1.13 and 4.2.2.1).
    private static readonly string[] Sources = ["2.5.29.31", "1.3.6.1.5.5.7.1.1"];

    private readonly Dictionary<string, RevocationState> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _silent = new(StringComparer.Ordinal);

    /// <summary>The roots that are trusted in place of the system's, or none.</summary>
    internal IReadOnlyList<X509Certificate2> Roots { get; init; } = [];

    /// <summary>Looks at a certificate.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="others">Certificates of authorities above it.</param>
    /// <param name="note">Hears that nothing could be learned and that the certificate is used all the same.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>The error, or <see langword="null"/>.</returns>
    public SmtpSoarException? Check(
        X509Certificate2 certificate, IEnumerable<X509Certificate2> others, Action<string> note, CancellationToken stop)
    {
        if (setting == CertificateRevocation.Off)
            return null;
        var name = CertificateName.Of(certificate);
        var state = StateOf(certificate, others, stop);
        if (state == RevocationState.Revoked)
            return Errors.CertificateRevoked.With(name);
        if (state == RevocationState.Good)
            return null;
        if (setting == CertificateRevocation.Require)
            return Errors.CertificateRevocationUnknown.With(name);
        if (HasSource(certificate))
            note(Messages.CertificateRevocationUnknown(name));
        return null;
    }

    private RevocationState StateOf(X509Certificate2 certificate, IEnumerable<X509Certificate2> others, CancellationToken stop)
    {
        if (!_known.TryGetValue(certificate.Thumbprint, out var state))
            _known[certificate.Thumbprint] = state = Ask(certificate, others, stop);
        return state;
    }

    // An authority that gave no answer is not asked about each of its certificates.
    private RevocationState Ask(X509Certificate2 certificate, IEnumerable<X509Certificate2> others, CancellationToken stop)
    {
        if (!HasSource(certificate) || _silent.Contains(certificate.Issuer))
            return RevocationState.Unknown;
        var state = RevocationCheck.Run(certificate, others, Roots, stop);
        if (state == RevocationState.Unknown)
            _silent.Add(certificate.Issuer);
        return state;
    }

    private static bool HasSource(X509Certificate2 certificate) =>
        certificate.Extensions.Cast<X509Extension>().Any(extension => Sources.Contains(extension.Oid?.Value));
}
