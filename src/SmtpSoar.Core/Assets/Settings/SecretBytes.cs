using System;
using System.Runtime.InteropServices;
using System.Security;

namespace SmtpSoar.Core.Assets.Settings;

/// <summary>Turns secrets into bytes and back, without ever making a string of them, which could not be wiped.</summary>
internal static class SecretBytes
{
    /// <summary>The secret in UTF-16. The caller wipes it.</summary>
    internal static byte[] Of(SecureString secret)
    {
        var pointer = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            var bytes = new byte[secret.Length * sizeof(char)];
            Marshal.Copy(pointer, bytes, 0, bytes.Length);
            return bytes;
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(pointer);
        }
    }

    /// <summary>The secret of these bytes, which are wiped.</summary>
    internal static SecureString Take(byte[] bytes)
    {
        // Copied, not decoded: a password may hold what is no text.
        var characters = new char[bytes.Length / sizeof(char)];
        Buffer.BlockCopy(bytes, 0, characters, 0, characters.Length * sizeof(char));
        Array.Clear(bytes, 0, bytes.Length);
        var secret = new SecureString();
        foreach (var character in characters)
            secret.AppendChar(character);
        Array.Clear(characters, 0, characters.Length);
        secret.MakeReadOnly();
        return secret;
    }
}
