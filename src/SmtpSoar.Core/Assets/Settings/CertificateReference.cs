using System;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Assets.Settings;

/// <summary>The place of a certificate with its private key. Only that is kept, since a private key is never copied.</summary>
/// <param name="Location">The owner of its store.</param>
/// <param name="Thumbprint">Its SHA-256 thumbprint.</param>
internal sealed record CertificateReference(StoreLocation Location, string Thumbprint)
{
    private static readonly StoreLocation[] Locations = [StoreLocation.CurrentUser, StoreLocation.LocalMachine];

    /// <summary>The reference to a certificate, or the error that it is in no store.</summary>
    internal static CertificateReference Of(X509Certificate2 certificate, string assetName)
    {
        var thumbprint = Digest(certificate);
        var found =
            Locations.Select(location => new CertificateReference(location, thumbprint)).FirstOrDefault(reference => reference.Exists());
        return found ?? throw Errors.AssetCertificateNotStorable.With(assetName, SafeText.Of(certificate.Subject));
    }

    /// <summary>The certificate, or the error that it is gone.</summary>
    internal X509Certificate2 Find(string assetName) =>
        TryFind() ?? throw Errors.AssetCertificateGone.With(assetName, ToPlace(), Thumbprint);

    /// <summary>The reference for messages, as PowerShell writes it on Windows.</summary>
    public override string ToString() => $@"{ToPlace()}\{Thumbprint}";

    private string ToPlace() => $@"Cert:\{Location}\My";

    private bool Exists()
    {
        using var found = TryFind();
        return found is not null;
    }

    /// <summary>The certificate, or <see langword="null"/> if it is gone.</summary>
    internal X509Certificate2? TryFind()
    {
        using var store = new X509Store(StoreName.My, Location);
        try
        {
            store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
        }
        catch (Exception exception) when (exception is CryptographicException or PlatformNotSupportedException)
        {
            // There is no such store, as there is none of the machine on Linux.
            return null;
        }

        return Pick([.. store.Certificates.Cast<X509Certificate2>()]);
    }

    private X509Certificate2? Pick(X509Certificate2[] candidates)
    {
        var found = candidates.FirstOrDefault(candidate => candidate.HasPrivateKey && Digest(candidate) == Thumbprint);
        foreach (var other in candidates.Where(candidate => !ReferenceEquals(candidate, found)))
            other.Dispose();
        return found;
    }

    private static string Digest(X509Certificate2 certificate) => Sha256Digest.Of(certificate.RawData).ToUpperInvariant();
}
