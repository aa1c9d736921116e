using System.Security;

namespace SmtpSoar.Tests.Smime;

/// <summary>Secrets of tests.</summary>
internal static class TestSecrets
{
    public static SecureString? Of(string? text)
    {
        if (text is null)
            return null;
        var secret = new SecureString();
        foreach (var character in text)
            secret.AppendChar(character);
        return secret;
    }
}
