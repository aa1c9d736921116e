using System;
using System.Collections.Generic;
using System.Linq;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Assets.Settings;

/// <summary>All settings of an asset. The one place that knows SOAR's keys.</summary>
internal static class AssetSettings
{
    internal static readonly AssetSetting Username =
        new(nameof(SmtpAsset.Username), "username", (asset, value) => asset.Username = value.AsText());
    internal static readonly AssetSetting Password =
        new(nameof(SmtpAsset.Password), "password", (asset, value) => asset.Password = value.AsSecret());
    internal static readonly AssetSetting ClientId =
        new(nameof(SmtpAsset.ClientId), "client_id", (asset, value) => asset.ClientId = value.AsText());
    internal static readonly AssetSetting ClientSecret =
        new(nameof(SmtpAsset.ClientSecret), "client_secret", (asset, value) => asset.ClientSecret = value.AsSecret());
    internal static readonly AssetSetting AuthUrl =
        new(nameof(SmtpAsset.AuthUrl), "auth_url", (asset, value) => asset.AuthUrl = value.AsText());
    internal static readonly AssetSetting TokenUrl =
        new(nameof(SmtpAsset.TokenUrl), "token_url", (asset, value) => asset.TokenUrl = value.AsText());

    internal static readonly AssetSetting DeviceAuthUrl =
        new(nameof(SmtpAsset.DeviceAuthUrl), null, (asset, value) => asset.DeviceAuthUrl = value.AsText());
    internal static readonly AssetSetting OAuthCertificate =
        new(nameof(SmtpAsset.OAuthCertificate), null, (asset, value) => asset.OAuthCertificate = value.AsCertificate());

    internal static readonly AssetSetting ServiceAccountKey =
        new(nameof(SmtpAsset.ServiceAccountKey), null, (asset, value) => asset.ServiceAccountKey = value.AsText());

    internal static readonly IReadOnlyList<AssetSetting> All =
    [
        new(nameof(SmtpAsset.Name), null, (asset, value) => asset.Name = value.AsText()),
        new(nameof(SmtpAsset.Transport), null, (asset, value) => asset.Transport = SettingChoices.Transport.Read(value)),
        new(nameof(SmtpAsset.Server), "server", (asset, value) => asset.Server = value.AsText()),
        new(nameof(SmtpAsset.Port), "port", (asset, value) => asset.Port = value.AsPort()),
        new(nameof(SmtpAsset.SslMethod), "ssl_config", (asset, value) => asset.SslMethod = SettingChoices.SslMethod.Read(value)),
        new(nameof(SmtpAsset.AuthType), "auth_type", (asset, value) => asset.AuthType = SettingChoices.AuthType.Read(value)),
        Username,
        Password,
        ClientId,
        ClientSecret,
        AuthUrl,
        TokenUrl,
        DeviceAuthUrl,
        OAuthCertificate,
        new(nameof(SmtpAsset.OAuthFlow), null, (asset, value) => asset.OAuthFlow = SettingChoices.OAuthFlow.Read(value)),
        ServiceAccountKey,
        new(nameof(SmtpAsset.Scopes), "scopes", (asset, value) => asset.Scopes = value.AsWords()),
        new(nameof(SmtpAsset.SenderAddress), "sender_address", (asset, value) => asset.SenderAddress = value.AsText()),
        new(nameof(SmtpAsset.AllowSmtpUtf8), "allow_smtputf8", (asset, value) => asset.AllowSmtpUtf8 = value.AsFlag()),
        new(nameof(SmtpAsset.Encoding), "encoding", (asset, value) => asset.Encoding = value.AsFlag()),
        new(nameof(SmtpAsset.TimeoutSec), null, (asset, value) => asset.TimeoutSec = value.AsCount()),
        new(nameof(SmtpAsset.AllowInsecureAuthentication), null, (asset, value) => asset.AllowInsecureAuthentication = value.AsFlag()),
        new(
            nameof(SmtpAsset.CertificateThumbprint),
            null,
            (asset, value) => asset.CertificateThumbprint = CertificateThumbprint.Normalize(value.AsText())),
        new(
            nameof(SmtpAsset.CertificateRevocation),
            null,
            (asset, value) => asset.CertificateRevocation = SettingChoices.CertificateRevocation.Read(value)),
        new(nameof(SmtpAsset.SkipCertificateCheck), null, (asset, value) => asset.SkipCertificateCheck = value.AsFlag()),
        new(nameof(SmtpAsset.ClientCertificate), null, (asset, value) => asset.ClientCertificate = value.AsCertificate()),
        new(nameof(SmtpAsset.SigningCertificate), null, (asset, value) => asset.SigningCertificate = value.AsCertificate()),
        new(nameof(SmtpAsset.SigningCertificatePath), null, (asset, value) => asset.SigningCertificatePath = value.AsText()),
        new(nameof(SmtpAsset.SigningPassword), null, (asset, value) => asset.SigningPassword = value.AsSecret()),
        new(nameof(SmtpAsset.RecipientCertificatePath), null, (asset, value) => asset.RecipientCertificatePath = value.AsText()),
        new(nameof(SmtpAsset.LocalDomain), null, (asset, value) => asset.LocalDomain = value.AsText()),
        new(nameof(SmtpAsset.Proxy), null, (asset, value) => asset.Proxy = value.AsText()),
        new(nameof(SmtpAsset.MaxConnections), null, (asset, value) => asset.MaxConnections = value.AsCount()),
        new(nameof(SmtpAsset.MaxMessagesPerMinute), null, (asset, value) => asset.MaxMessagesPerMinute = value.AsCount()),
        new(nameof(SmtpAsset.RetryCount), null, (asset, value) => asset.RetryCount = value.AsCount()),
        new(nameof(SmtpAsset.RetryDelaySec), null, (asset, value) => asset.RetryDelaySec = value.AsCount()),
        new(nameof(SmtpAsset.RetryMaxDelaySec), null, (asset, value) => asset.RetryMaxDelaySec = value.AsCount()),
        new(nameof(SmtpAsset.RetryTimeoutSec), null, (asset, value) => asset.RetryTimeoutSec = value.AsCount()),
        new(nameof(SmtpAsset.PickupDirectory), null, (asset, value) => asset.PickupDirectory = value.AsText()),
        new(nameof(SmtpAsset.Outbox), null, (asset, value) => asset.Outbox = value.AsText()),
        new(nameof(SmtpAsset.OutboxUsername), null, (asset, value) => asset.OutboxUsername = value.AsText()),
        new(nameof(SmtpAsset.OutboxPassword), null, (asset, value) => asset.OutboxPassword = value.AsSecret()),
        new(nameof(SmtpAsset.OutboxKeepDays), null, (asset, value) => asset.OutboxKeepDays = value.AsCount()),
        new(nameof(SmtpAsset.PgpKey), null, (asset, value) => asset.PgpKey = value.AsText()),
        new(nameof(SmtpAsset.PgpPassphrase), null, (asset, value) => asset.PgpPassphrase = value.AsSecret()),
        new(nameof(SmtpAsset.PgpRecipientKeyPath), null, (asset, value) => asset.PgpRecipientKeyPath = value.AsText()),
        new(nameof(SmtpAsset.DkimDomain), null, (asset, value) => asset.DkimDomain = value.AsText()),
        new(nameof(SmtpAsset.DkimSelector), null, (asset, value) => asset.DkimSelector = value.AsWords()),
        new(nameof(SmtpAsset.DkimPrivateKey), null, (asset, value) => asset.DkimPrivateKey = value.AsKeys()),
        new(nameof(SmtpAsset.OutboxKey), null, (asset, value) => asset.OutboxKey = value.AsSecret()),
        new(nameof(SmtpAsset.FallbackAsset), null, (asset, value) => asset.FallbackAsset = value.AsText()),
    ];

    internal static bool IsKnown(string key) => Index.ByKey.ContainsKey(key);

    /// <summary>The setting of a key, or the error that names the key and the one that may have been meant.</summary>
    internal static AssetSetting Find(string key) => Index.ByKey.TryGetValue(key.Trim(), out var setting)
        ? setting
        : throw Errors.AssetSettingUnknown.With(
            SafeText.Of(key),
            NearestName.Question(NearestName.Of(key, Index.ByKey.Keys)));

    // Several settings, such as server, have the same name twice but for its case.
    private static IEnumerable<string> Keys(AssetSetting setting) =>
        new[] { setting.SoarKey ?? setting.Property, setting.Property }.Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>Made only where settings are read by name: an asset that is an object needs none of it to send a mail.</summary>
    private static class Index
    {
        internal static readonly Dictionary<string, AssetSetting> ByKey = All
            .SelectMany(setting => Keys(setting).Select(key => (key, setting)))
            .ToDictionary(pair => pair.key, pair => pair.setting, StringComparer.OrdinalIgnoreCase);
    }
}
