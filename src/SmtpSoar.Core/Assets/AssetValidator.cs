using System;

namespace SmtpSoar.Core.Assets;

/// <summary>Finds what can't work in an asset before anything connects.</summary>
public static class AssetValidator
{
    /// <summary>Throws the first error that the asset has.</summary>
    /// <param name="asset">The asset.</param>
    public static void Validate(SmtpAsset asset)
    {
        _ = asset ?? throw new ArgumentNullException(nameof(asset));
        ServerName.Check(asset);
        CheckPort(asset.Port);
        CheckAtLeastOne(nameof(asset.TimeoutSec), asset.TimeoutSec);
        CheckAtLeastOne(nameof(asset.MaxConnections), asset.MaxConnections);
        CheckAtLeastOne(nameof(asset.MaxMessagesPerMinute), asset.MaxMessagesPerMinute);
        ProxyUrl.Check(asset.Proxy);
        LocalDomainName.Check(asset.LocalDomain);
        if (!string.IsNullOrWhiteSpace(asset.CertificateThumbprint))
            CertificateThumbprint.Normalize(asset.CertificateThumbprint!);
    }

    private static void CheckPort(int? port)
    {
        if (port is { } number && !PortRange.Contains(number))
            throw Errors.AssetPortInvalid.With(number);
    }

    private static void CheckAtLeastOne(string setting, int? number)
    {
        if (number < 1)
            throw Errors.AssetNumberTooSmall.With(setting, number, 1);
    }
}
