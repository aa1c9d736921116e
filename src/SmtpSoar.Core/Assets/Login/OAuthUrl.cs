using System;
using SmtpSoar.Core.Assets.Settings;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Assets.Login;

/// <summary>Reads the endpoints of an authorization server. Secrets go there, hence https.</summary>
internal static class OAuthUrl
{
    /// <summary>The URL of a setting, or <see langword="null"/> if none is given.</summary>
    /// <exception cref="SmtpSoarException">It is no URL, or secrets would go in the clear (RFC 6749, section 3.2).</exception>
    internal static Uri? Read(AssetSetting setting, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (!Uri.TryCreate(text!.Trim(), UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http"))
            throw Errors.OAuthUrlInvalid.With(setting, SafeText.Of(text), "it is no https:// URL");
        if (url.Scheme == "http" && !url.IsLoopback)
            throw Errors.OAuthUrlInvalid.With(setting, Show(url), "http:// would send secrets in clear text");
        if (url.UserInfo.Length > 0 || url.Fragment.Length > 0)
            throw Errors.OAuthUrlInvalid.With(setting, Show(url), "it may have neither a user name nor a fragment");
        return url;
    }

    // Without a query, a user name or a password, which may be secret.
    private static string Show(Uri url) =>
        SafeText.Of(url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped));
}
