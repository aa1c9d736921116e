using System.Security;

namespace SmtpSoar.Core.Assets.Settings;

/// <summary>Reads secrets.</summary>
internal static class Secret
{
    /// <summary>
    /// The secret, character by character as it was given, or <see langword="null"/> if it is neither text nor a secure string.
    /// </summary>
    internal static SecureString? Read(object? value) => value switch
    {
        SecureString secret => secret,
        string text => Protect(text),
        _ => null,
    };

    private static SecureString Protect(string text)
    {
        var secret = new SecureString();
        foreach (var character in text)
            secret.AppendChar(character);
        secret.MakeReadOnly();
        return secret;
    }
}
