using System;

namespace SmtpSoar.Pipeline;

/// <summary>What the commands say to a person, beside errors.</summary>
internal static class Texts
{
    public const string LogInAction = "Log in with OAuth 2.0 and keep the tokens";

    public const string ForgetAction = "Forget the OAuth 2.0 tokens";

    public const string ExportAction = "Write mail to a file";

    public const string Login = "Waiting for a login in the browser";

    public const string LoginAwaited = "Ctrl+C ends it.";

    // AbsoluteUri, since it can be copied: other forms have blanks in them.
    public static string PageOpened(Uri page) =>
        $"Log in in the browser that was opened. If it is not the right one, open this page in another browser of this machine:{Environment.NewLine}{page.AbsoluteUri}";

    public static string PageToOpen(Uri page) =>
        $"To log in, open this page in a browser of this machine:{Environment.NewLine}{page.AbsoluteUri}";

    public static string CodeToType(string code, Uri page) =>
        $"To log in, open {page.AbsoluteUri} in any browser and type the code {code}";

    public static string TokensForgotten(SmtpAsset asset) => $"The OAuth 2.0 tokens of '{asset.Username}' are forgotten. The provider still knows them until they end.";

    public static string NothingToForget(SmtpAsset asset) => $"There were no OAuth 2.0 tokens of '{asset.Username}' to forget.";
}
