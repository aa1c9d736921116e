namespace SmtpSoar.Core.Assets.Presets;

/// <summary>Completes an asset for Gmail.</summary>
/// <remarks>
/// developers.google.com "OAuth 2.0 for iOS and Desktop Apps" (URLs) and "IMAP, POP, and SMTP" (server, and the one scope that
/// SMTP takes). There is no device flow for that scope ("OAuth 2.0 for TV and Limited-Input Device Applications"). Its limits
/// are for each day, so there is none to keep for a minute.
/// </remarks>
internal static class GmailPreset
{
    internal static void Complete(SmtpAsset asset)
    {
        ProviderPreset.CompleteServer(asset, "smtp.gmail.com");
        asset.AuthUrl ??= "https://accounts.google.com/o/oauth2/v2/auth";
        asset.TokenUrl ??= "https://oauth2.googleapis.com/token";
        if (asset.Scopes is not { Length: > 0 })
            asset.Scopes = ["https://mail.google.com/"];
        // Its clients have a secret in any case.
        if (asset.OAuthFlow == OAuthFlow.Automatic)
            asset.OAuthFlow = OAuthFlow.AuthorizationCode;
    }
}
