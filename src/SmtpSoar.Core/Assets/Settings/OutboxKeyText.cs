using System;
using System.Collections.Generic;
using System.Linq;
using System.Security;

namespace SmtpSoar.Core.Assets.Settings;

/// <summary>Reads OutboxKey of an asset: one key, or several with blanks between them. The first one encrypts, and each decrypts.</summary>
internal static class OutboxKeyText
{
    // Bytes, and the characters of their base64 (RFC 4648, section 4).
    private const int KeyLength = 32;

    /// <summary>The keys, none where there is none.</summary>
    /// <exception cref="SmtpSoarException">It is no key.</exception>
    public static IReadOnlyList<byte[]> Read(SecureString? secret)
    {
        if (secret is not { Length: > 0 })
            return [];
        var text = Characters(secret);
        try
        {
            var keys = Words(text).Select(word => Key(text, word.Start, word.Length)).ToList();
            return keys.Count > 0 ? keys : throw Errors.OutboxKeyInvalid.With();
        }
        finally
        {
            Array.Clear(text, 0, text.Length);
        }
    }

    /// <summary>Refuses what can't be a key, before anything is encrypted with it.</summary>
    public static void Check(SecureString? secret)
    {
        foreach (var key in Read(secret))
            Array.Clear(key, 0, key.Length);
    }

    private static char[] Characters(SecureString secret)
    {
        var bytes = SecretBytes.Of(secret);
        var text = new char[bytes.Length / sizeof(char)];
        Buffer.BlockCopy(bytes, 0, text, 0, bytes.Length);
        Array.Clear(bytes, 0, bytes.Length);
        return text;
    }

    private static IEnumerable<(int Start, int Length)> Words(char[] text)
    {
        for (var start = 0; start < text.Length; start++)
        {
            var end = start;
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
                end++;
            if (end > start)
                yield return (start, end - start);
            start = end;
        }
    }

    private static byte[] Key(char[] text, int start, int length)
    {
        try
        {
            var key = Convert.FromBase64CharArray(text, start, length);
            return key.Length == KeyLength ? key : throw Errors.OutboxKeyInvalid.With();
        }
        catch (FormatException)
        {
            // Its words would quote a part of the key.
            throw Errors.OutboxKeyInvalid.With();
        }
    }
}
