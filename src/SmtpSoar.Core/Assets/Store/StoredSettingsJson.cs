using System.Text.Json;
using SmtpSoar.Core.Assets.Json;

namespace SmtpSoar.Core.Assets.Store;

/// <summary>An asset's settings as <see cref="AssetReader"/> reads them, without password, client secret and certificate.</summary>
internal static class StoredSettingsJson
{
    internal const string Property = "settings";

    internal static void Write(Utf8JsonWriter json, SmtpAsset asset)
    {
        json.WriteStartObject(Property);
        WriteServer(json, asset);
        WriteAuthentication(json, asset);
        WriteTls(json, asset);
        WriteBehaviour(json, asset);
        json.WriteEndObject();
    }

    private static void WriteServer(Utf8JsonWriter json, SmtpAsset asset)
    {
        Write(json, nameof(asset.Name), asset.Name);
        Write(json, nameof(asset.Transport), asset.Transport.ToString());
        Write(json, nameof(asset.Server), asset.Server);
        Write(json, nameof(asset.Port), asset.Port);
        Write(json, nameof(asset.LocalDomain), asset.LocalDomain);
        Write(json, nameof(asset.Proxy), asset.Proxy);
        Write(json, nameof(asset.PickupDirectory), asset.PickupDirectory);
        Write(json, nameof(asset.Outbox), asset.Outbox);
        Write(json, nameof(asset.OutboxUsername), asset.OutboxUsername);
        Write(json, nameof(asset.OutboxKeepDays), asset.OutboxKeepDays);
        Write(json, nameof(asset.FallbackAsset), asset.FallbackAsset);
    }

    private static void WriteAuthentication(Utf8JsonWriter json, SmtpAsset asset)
    {
        Write(json, nameof(asset.AuthType), asset.AuthType.ToString());
        Write(json, nameof(asset.Username), asset.Username);
        Write(json, nameof(asset.ClientId), asset.ClientId);
        Write(json, nameof(asset.AuthUrl), asset.AuthUrl);
        Write(json, nameof(asset.TokenUrl), asset.TokenUrl);
        Write(json, nameof(asset.DeviceAuthUrl), asset.DeviceAuthUrl);
        Write(json, nameof(asset.OAuthFlow), asset.OAuthFlow.ToString());
        Write(json, nameof(asset.ServiceAccountKey), asset.ServiceAccountKey);
        Write(json, nameof(asset.Scopes), asset.Scopes);
        json.WriteBoolean(nameof(asset.AllowInsecureAuthentication), asset.AllowInsecureAuthentication);
    }

    private static void WriteTls(Utf8JsonWriter json, SmtpAsset asset)
    {
        Write(json, nameof(asset.SslMethod), asset.SslMethod.ToString());
        Write(json, nameof(asset.CertificateThumbprint), asset.CertificateThumbprint);
        Write(json, nameof(asset.CertificateRevocation), asset.CertificateRevocation.ToString());
        json.WriteBoolean(nameof(asset.SkipCertificateCheck), asset.SkipCertificateCheck);
        Write(json, nameof(asset.SigningCertificatePath), asset.SigningCertificatePath);
        Write(json, nameof(asset.RecipientCertificatePath), asset.RecipientCertificatePath);
    }

    private static void WriteBehaviour(Utf8JsonWriter json, SmtpAsset asset)
    {
        Write(json, nameof(asset.SenderAddress), asset.SenderAddress);
        json.WriteBoolean(nameof(asset.AllowSmtpUtf8), asset.AllowSmtpUtf8);
        json.WriteBoolean(nameof(asset.Encoding), asset.Encoding);
        Write(json, nameof(asset.PgpKey), asset.PgpKey);
        Write(json, nameof(asset.PgpRecipientKeyPath), asset.PgpRecipientKeyPath);
        Write(json, nameof(asset.DkimDomain), asset.DkimDomain);
        Write(json, nameof(asset.DkimSelector), asset.DkimSelector);
        Write(json, nameof(asset.TimeoutSec), asset.TimeoutSec);
        Write(json, nameof(asset.MaxConnections), asset.MaxConnections);
        Write(json, nameof(asset.MaxMessagesPerMinute), asset.MaxMessagesPerMinute);
        Write(json, nameof(asset.RetryCount), asset.RetryCount);
        Write(json, nameof(asset.RetryDelaySec), asset.RetryDelaySec);
        Write(json, nameof(asset.RetryMaxDelaySec), asset.RetryMaxDelaySec);
        Write(json, nameof(asset.RetryTimeoutSec), asset.RetryTimeoutSec);
    }

    private static void Write(Utf8JsonWriter json, string property, string? text)
    {
        if (text is not null)
            json.WriteString(property, text);
    }

    private static void Write(Utf8JsonWriter json, string property, string[]? words)
    {
        json.WriteStartArray(property);
        foreach (var word in words ?? [])
            json.WriteStringValue(word);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string property, int? number)
    {
        if (number is { } given)
            json.WriteNumber(property, given);
    }
}
