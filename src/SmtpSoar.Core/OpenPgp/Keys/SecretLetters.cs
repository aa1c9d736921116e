using System.Runtime.InteropServices;
using System.Security;

namespace SmtpSoar.Core.OpenPgp.Keys;

/// <summary>Makes letters of a secret, which the caller wipes. A string could not be wiped.</summary>
internal static class SecretLetters
{
    /// <summary>The letters.</summary>
    public static char[] Of(SecureString secret)
    {
        var pointer = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            var letters = new char[secret.Length];
            Marshal.Copy(pointer, letters, 0, letters.Length);
            return letters;
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(pointer);
        }
    }
}
