using System;
using System.Runtime.InteropServices;
using System.Security;

namespace SmtpSoar.Core.Certificates;

/// <summary>Lends the characters of a secret, and wipes them.</summary>
internal static class Secrets
{
    /// <summary>Runs work with the characters; with none where there is no secret.</summary>
    public static void Use(SecureString? secret, Action<char[]> work)
    {
        var characters = new char[secret?.Length ?? 0];
        var pointer = secret is null ? IntPtr.Zero : Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            if (secret is not null)
                Marshal.Copy(pointer, characters, 0, characters.Length);
            work(characters);
        }
        finally
        {
            Array.Clear(characters, 0, characters.Length);
            if (secret is not null)
                Marshal.ZeroFreeGlobalAllocUnicode(pointer);
        }
    }
}
