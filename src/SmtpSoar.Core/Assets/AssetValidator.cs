using System;
using SmtpSoar.Core.Assets.Login;
using SmtpSoar.Core.Assets.Settings;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Assets;

/// <summary>Finds what can't work in an asset before anything connects.</summary>
public static class AssetValidator
{
    /// <summary>Throws the first error that the asset has.</summary>
    /// <param name="asset">The asset.</param>
    public static void Validate(SmtpAsset asset)
    {
        _ = asset ?? throw new ArgumentNullException(nameof(asset));
        TransportSettings.Check(asset);
        ServerName.Check(asset);
        CheckPort(asset.Port);
        CheckAtLeast(1, nameof(asset.TimeoutSec), asset.TimeoutSec);
        CheckAtLeast(1, nameof(asset.MaxConnections), asset.MaxConnections);
        CheckAtLeast(1, nameof(asset.MaxMessagesPerMinute), asset.MaxMessagesPerMinute);
        CheckAtLeast(0, nameof(asset.RetryCount), asset.RetryCount);
        CheckAtLeast(1, nameof(asset.RetryDelaySec), asset.RetryDelaySec);
        CheckAtLeast(1, nameof(asset.RetryMaxDelaySec), asset.RetryMaxDelaySec);
        CheckAtLeast(0, nameof(asset.RetryTimeoutSec), asset.RetryTimeoutSec);
        CheckAtLeast(1, nameof(asset.OutboxKeepDays), asset.OutboxKeepDays);
        OutboxKeyText.Check(asset.OutboxKey);
        ProxyUrl.Check(asset.Proxy);
        LocalDomainName.Check(asset.LocalDomain);
        DkimSettings.Of(asset);
        CheckUrls(asset);
        if (!string.IsNullOrWhiteSpace(asset.CertificateThumbprint))
            CertificateThumbprint.Normalize(asset.CertificateThumbprint!);
    }

    private static void CheckUrls(SmtpAsset asset)
    {
        OAuthUrl.Read(AssetSettings.AuthUrl, asset.AuthUrl);
        OAuthUrl.Read(AssetSettings.TokenUrl, asset.TokenUrl);
        OAuthUrl.Read(AssetSettings.DeviceAuthUrl, asset.DeviceAuthUrl);
    }

    private static void CheckPort(int? port)
    {
        if (port is { } number && !Number.IsPort(number))
            throw Errors.AssetPortInvalid.With(number);
    }

    private static void CheckAtLeast(int least, string setting, int? number)
    {
        if (number < least)
            throw Errors.AssetNumberTooSmall.With(setting, number, least);
    }
}
