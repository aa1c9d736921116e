using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SmtpSoar.Core.Certificates.Stores;

/// <summary>Reads the system's certificate stores: the user's, then the machine's.</summary>
internal static class CertificateStores
{
    private static readonly StoreLocation[] Locations = [StoreLocation.CurrentUser, StoreLocation.LocalMachine];

#if NET
    // Windows would make a store that is not there. Elsewhere none is made, and the flag costs an exception, which takes milliseconds.
    private static readonly OpenFlags Flags =
        OperatingSystem.IsWindows() ? OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly : OpenFlags.ReadOnly;
#else
    private const OpenFlags Flags = OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly;
#endif

    /// <summary>The certificates of a store, in both places. A store that is not there has none.</summary>
    public static IEnumerable<X509Certificate2> All(StoreName name) => Locations.SelectMany(location => All(name, location));

    /// <summary>The certificates of authorities with a name: the user's, then the machine's.</summary>
    public static IEnumerable<X509Certificate2> AuthoritiesOf(X500DistinguishedName name) =>
        Of(name, StoreLocation.CurrentUser).Concat(OfTheMachine(name));

    private static IEnumerable<X509Certificate2> OfTheMachine(X500DistinguishedName name)
    {
#if NET
        if (OperatingSystem.IsLinux() && OpenSslFiles.OfTheMachine() is { IsThere: true } files)
            return files.Find(name);
#endif
        return Of(name, StoreLocation.LocalMachine);
    }

    // Nothing is opened before it is asked for.
    private static IEnumerable<X509Certificate2> Of(X500DistinguishedName name, StoreLocation location)
    {
        foreach (var certificate in All(StoreName.CertificateAuthority, location))
            if (certificate.SubjectName.RawData.AsSpan().SequenceEqual(name.RawData))
                yield return certificate;
    }

    private static X509Certificate2[] All(StoreName name, StoreLocation location)
    {
        if (!IsThere(name, location))
            return [];
        using var store = new X509Store(name, location);
        try
        {
            store.Open(Flags);
            return [.. store.Certificates.Cast<X509Certificate2>()];
        }
        catch (Exception exception) when (exception is CryptographicException or PlatformNotSupportedException)
        {
            return [];
        }
    }

#if NET
    // The machine has no other store on Linux.
    private static bool IsThere(StoreName name, StoreLocation location) =>
        location == StoreLocation.CurrentUser || !OperatingSystem.IsLinux() || name is StoreName.CertificateAuthority or StoreName.Root;
#else
    private static bool IsThere(StoreName name, StoreLocation location) => true;
#endif
}
