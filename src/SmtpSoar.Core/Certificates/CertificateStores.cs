using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SmtpSoar.Core.Certificates;

/// <summary>Reads the system's certificate stores: the user's, then the machine's.</summary>
internal static class CertificateStores
{
    private static readonly StoreLocation[] Locations = [StoreLocation.CurrentUser, StoreLocation.LocalMachine];

    /// <summary>The certificates of a store, in both places. A store that is not there has none.</summary>
    public static IEnumerable<X509Certificate2> All(StoreName name) => Locations.SelectMany(location => All(name, location));

    private static X509Certificate2[] All(StoreName name, StoreLocation location)
    {
        using var store = new X509Store(name, location);
        try
        {
            store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
            return [.. store.Certificates.Cast<X509Certificate2>()];
        }
        catch (Exception exception) when (exception is CryptographicException or PlatformNotSupportedException)
        {
            return [];
        }
    }
}
