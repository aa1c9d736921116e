using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography.X509Certificates;

namespace SmtpSoar.Core.Certificates;

/// <summary>Certificates by the addresses that they are for.</summary>
internal sealed class CertificateIndex
{
    private readonly Dictionary<string, List<X509Certificate2>> _byAddress = new(StringComparer.Ordinal);

    public CertificateIndex(IEnumerable<X509Certificate2> certificates)
    {
        All = [.. certificates];
        foreach (var certificate in All)
            foreach (var address in CertificateAddresses.Of(certificate))
                Add(CertificateAddresses.Normalize(address), certificate);
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<X509Certificate2> All { get; }

    /// <summary>The addresses that there are certificates for.</summary>
    public IReadOnlyCollection<string> Addresses => _byAddress.Keys;

    /// <summary>Finds the newest that is valid and meant for encryption.</summary>
    public CertificateMatch Find(string address, DateTimeOffset now)
    {
        if (!_byAddress.TryGetValue(CertificateAddresses.Normalize(address), out var all))
            return new CertificateMatch(null, 0, null);
        var newest = all.OrderByDescending(certificate => certificate.NotBefore).ToList();
        var chosen = newest.Find(certificate => CertificateCheck.ForEncryption(certificate, now) is null);
        return new CertificateMatch(chosen, all.Count, chosen is null ? CertificateCheck.ForEncryption(newest[0], now) : null);
    }

    private void Add(string address, X509Certificate2 certificate)
    {
        if (!_byAddress.TryGetValue(address, out var all))
            _byAddress[address] = all = [];
        if (!all.Exists(other => other.Thumbprint == certificate.Thumbprint))
            all.Add(certificate);
    }
}

/// <summary>The certificate for an address.</summary>
/// <param name="Certificate">The certificate, or <see langword="null"/>.</param>
/// <param name="Count">How many there are for the address in the same place.</param>
/// <param name="Obstacle">The reason why the newest that is there can't be used, or <see langword="null"/> where there is none.</param>
internal sealed record CertificateMatch(X509Certificate2? Certificate, int Count, SmtpSoarException? Obstacle);
