using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Utilities.Collections;
using BouncyCertificate = Org.BouncyCastle.X509.X509Certificate;

namespace SmtpSoar.Core.Reading.Smime;

/// <summary>Judges a signer's certificate.</summary>
/// <remarks>Nothing is fetched: a hostile mail could name any address in its certificates. Hence no revocation either.</remarks>
internal static class SignerTrust
{
    private const string EmailProtection = "1.3.6.1.5.5.7.3.4";
    private const string AnyUsage = "2.5.29.37.0";
    private const int DigitalSignatureBit = 0;
    private const int NonRepudiationBit = 1;

    /// <summary>The mail addresses of a certificate: of its alternative names and of its subject.</summary>
    public static IReadOnlyCollection<string> Addresses(BouncyCertificate certificate)
    {
        var found = new List<string>();
        foreach (var name in certificate.GetSubjectAlternativeNameExtension()?.GetNames() ?? [])
            if (name.TagNo == GeneralName.Rfc822Name)
                found.Add(name.Name.ToString() ?? "");
        found.AddRange(certificate.SubjectDN.GetValueList(X509Name.EmailAddress));
        return found;
    }

    /// <summary>The reason why a signer is not trusted, or <see langword="null"/>.</summary>
    /// <param name="signer">The signer's certificate.</param>
    /// <param name="included">The certificates in the mail.</param>
    /// <param name="trusted">The certificates that the user trusts.</param>
    /// <param name="time">The time at which it is to be valid.</param>
    public static string? Reason(
        BouncyCertificate signer, IStore<BouncyCertificate> included, IReadOnlyList<X509Certificate2> trusted, DateTimeOffset time)
    {
        if (Usage(signer) is { } usage)
            return usage;
        using var certificate = new X509Certificate2(signer.GetEncoded());
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = time.LocalDateTime;
        NoDownloads(chain.ChainPolicy);
        foreach (var other in included.EnumerateMatches(null))
            chain.ChainPolicy.ExtraStore.Add(new X509Certificate2(other.GetEncoded()));
        foreach (var other in trusted)
            chain.ChainPolicy.ExtraStore.Add(other);
        return Judge(chain, certificate, trusted);
    }

    private static string? Judge(X509Chain chain, X509Certificate2 certificate, IReadOnlyList<X509Certificate2> trusted)
    {
        try
        {
            chain.Build(certificate);
        }
        catch (CryptographicException cause)
        {
            return $"the certificate's chain can't be built: {cause.Message}";
        }

        var ends = chain.ChainElements
            .Cast<X509ChainElement>()
            .Any(element => trusted.Any(known => known.RawData.SequenceEqual(element.Certificate.RawData)));
        var problems = chain.ChainStatus
            .Select(status => status.Status)
            .Where(status => status != X509ChainStatusFlags.NoError && !(ends && IsOfTheRoot(status)))
            .Distinct()
            .ToList();
        return problems.Count == 0 ? null : string.Join(", ", problems.Select(problem => Sentence(problem, certificate)));
    }

    // The user vouches for a certificate of the chain: nothing above it is asked about.
    private static bool IsOfTheRoot(X509ChainStatusFlags status) => status
        is X509ChainStatusFlags.UntrustedRoot or X509ChainStatusFlags.PartialChain or X509ChainStatusFlags.RevocationStatusUnknown
        or X509ChainStatusFlags.OfflineRevocation;

    private static string Sentence(X509ChainStatusFlags problem, X509Certificate2 certificate) => problem switch
    {
        X509ChainStatusFlags.UntrustedRoot or X509ChainStatusFlags.PartialChain =>
            "the certificate's authority is not trusted here: give it with -VerifyWith if you trust it",
        X509ChainStatusFlags.NotTimeValid => FormattableString.Invariant(
            $"it was signed outside of {certificate.NotBefore:yyyy-MM-dd} to {certificate.NotAfter:yyyy-MM-dd}, or an authority's time"),
        _ => $"the certificate's chain has a fault: {problem}",
    };

    private static string? Usage(BouncyCertificate certificate)
    {
        var usage = certificate.GetKeyUsage();
        if (usage is not null && !usage[DigitalSignatureBit] && !usage[NonRepudiationBit])
            return "the certificate is not for signing";
        var purposes = certificate.GetExtendedKeyUsage();
        return purposes is null || purposes.Any(purpose => purpose.Id is EmailProtection or AnyUsage)
            ? null
            : "the certificate is not for mail";
    }

#if NETFRAMEWORK
    private static void NoDownloads(X509ChainPolicy policy) => policy.UrlRetrievalTimeout = TimeSpan.FromMilliseconds(1);
#else
    private static void NoDownloads(X509ChainPolicy policy) => policy.DisableCertificateDownloads = true;
#endif
}
