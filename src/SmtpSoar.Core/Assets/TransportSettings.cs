using System;
using System.Collections.Generic;
using System.Linq;

namespace SmtpSoar.Core.Assets;

/// <summary>Finds settings that an asset's transport can't go with, so that none is silently passed over that protects a mail.</summary>
internal static class TransportSettings
{
    internal static void Check(SmtpAsset asset)
    {
        var hasFolder = !string.IsNullOrWhiteSpace(asset.PickupDirectory);
        if (asset.Transport == MailTransport.Pickup && !hasFolder)
            throw Errors.AssetTransportIncomplete.With(asset.Transport, nameof(asset.PickupDirectory));
        if (asset.UsesApi && Obstacles(asset, hasFolder).FirstOrDefault() is { } obstacle)
            throw Errors.AssetTransportConflict.With(asset.Transport, obstacle);
    }

    // Certificates are checked as for authorization servers: by the system, against its authorities.
    private static IEnumerable<string> Obstacles(SmtpAsset asset, bool hasFolder)
    {
        if (hasFolder)
            yield return nameof(asset.PickupDirectory);
        if (asset.AuthType is AuthType.Basic or AuthType.Passwordless)
            yield return $"{nameof(asset.AuthType)} {asset.AuthType}, since its API takes access tokens only";
        if (asset.SslMethod == SslMethod.None && !IsLoopback(asset.Server))
            yield return $"{nameof(asset.SslMethod)} {asset.SslMethod}, which would send the access token in clear text";
        if (!string.IsNullOrWhiteSpace(asset.CertificateThumbprint))
            yield return $"{nameof(asset.CertificateThumbprint)}, since the provider changes its certificates";
        if (asset.CertificateRevocation == CertificateRevocation.Require)
            yield return $"{nameof(asset.CertificateRevocation)} {asset.CertificateRevocation}";
        if (Settings.DkimSettings.IsGiven(asset))
            yield return $"{nameof(asset.DkimDomain)}, since the provider writes mails anew and signs them itself";
        if (asset.ClientCertificate is not null)
            yield return $"{nameof(asset.ClientCertificate)}; a certificate for the login is {nameof(asset.OAuthCertificate)}";
    }

    // A text that is no host is refused elsewhere.
    private static bool IsLoopback(string? server) =>
        Uri.CheckHostName(server ?? "") != UriHostNameType.Unknown && new UriBuilder("http", server).Uri.IsLoopback;
}
