namespace SmtpSoar.Core.Assets.Presets;

/// <summary>Completes an asset for Gmail.</summary>
/// <remarks>
/// developers.google.com "OAuth 2.0 for iOS and Desktop Apps" (URLs) and "IMAP, POP, and SMTP" (server, and the one scope that
/// SMTP takes). There is no device flow for that scope ("OAuth 2.0 for TV and Limited-Input Device Applications"). Its limits
/// are for each day, so there is none to keep for a minute. Its API takes a narrower scope ("Choose Gmail API scopes").
/// </remarks>
internal static class GmailPreset
{
    /// <summary>Google's token endpoint.</summary>
    internal const string TokenUrl = "https://oauth2.googleapis.com/token";

    internal static void Complete(SmtpAsset asset)
    {
        var usesApi = asset.Transport == MailTransport.GmailApi;
        ProviderPreset.CompleteServer(asset, usesApi ? "gmail.googleapis.com" : "smtp.gmail.com");
        asset.AuthUrl ??= "https://accounts.google.com/o/oauth2/v2/auth";
        asset.TokenUrl ??= TokenUrl;
        if (asset.Scopes is not { Length: > 0 })
            asset.Scopes = [usesApi ? "https://www.googleapis.com/auth/gmail.send" : "https://mail.google.com/"];

        // Its clients have a secret in any case.
        if (asset.OAuthFlow == OAuthFlow.Automatic)
            asset.OAuthFlow = asset.ServiceAccountKey is null ? OAuthFlow.AuthorizationCode : OAuthFlow.ServiceAccount;
    }
}
