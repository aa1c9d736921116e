using SmtpSoar.Core.Assets.Login;

namespace SmtpSoar.Core.OAuth.Login;

/// <summary>Names the very command that logs an asset in, where the general advice can only describe it.</summary>
internal static class LoginAdvice
{
    private const string General = "Connect-SmtpAsset with this asset";

    /// <summary>The failure with the command for this asset, if it has a name by which a command finds it.</summary>
    internal static SmtpSoarException For(this SmtpSoarException failure, SmtpAsset asset) => asset.Name is { Length: > 0 } name
        ? failure.Advising(failure.Advice.Replace(General, $"Connect-SmtpAsset '{name.Replace("'", "''")}'"))
        : failure;

    /// <summary>The failure that no person has logged in yet.</summary>
    internal static SmtpSoarException LoginNeeded(OAuthSettings settings) =>
        Errors.OAuthLoginNeeded.With(settings.Username, settings.Authority).For(settings.Asset);

    /// <summary>The login is over.</summary>
    internal static SmtpSoarException LoginEnded(OAuthSettings settings, string words) =>
        Errors.OAuthLoginEnded.With(settings.Username, settings.Authority, words).For(settings.Asset);
}
