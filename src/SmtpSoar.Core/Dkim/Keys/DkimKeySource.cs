using System;
using System.Security;
using System.Threading;
using SmtpSoar.Core.Assets.Settings;
using SmtpSoar.Core.Files;
using SmtpSoar.Core.Files.User;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Dkim.Keys;

/// <summary>Reads a private key from the place that an asset names: a PEM file, or PEM text in a secure string.</summary>
internal static class DkimKeySource
{
    /// <summary>The shortest RSA key that may sign (RFC 8301, section 3.2).</summary>
    public const int MinBits = 1024;

    /// <summary>The shortest RSA key that is advised (RFC 8301, section 3.2).</summary>
    public const int AdvisedBits = 2048;

    // An RSA key of 16,384 bits has 13 kilobytes.
    private const long MaxHeld = 64 * 1024;

    /// <summary>Reads the key.</summary>
    /// <exception cref="SmtpSoarException">It can't be read, others can read it, or it is no key that may sign.</exception>
    public static DkimKey Read(object source, string selector, CancellationToken cancellationToken)
    {
        var text = source is SecureString secret ? TextOf(secret) : ReadFile((string)source, cancellationToken);
        var name = source is SecureString ? $"The DKIM key of the selector '{SafeText.Of(selector)}'" : $"The DKIM key file '{source}'";
        try
        {
            var key = DkimKeyDecoder.TryDecode(text, out var fault) ?? throw Errors.DkimKeyInvalid.With(name, fault);
            return CheckStrength(key, name);
        }
        finally
        {
            Array.Clear(text, 0, text.Length);
        }
    }

    private static DkimKey CheckStrength(DkimKey key, string name)
    {
        var bits = key.Bits;
        if (key is not RsaDkimKey || bits >= MinBits)
            return key;
        key.Dispose();
        throw Errors.DkimKeyTooShort.With(name, bits, MinBits);
    }

    private static byte[] ReadFile(string path, CancellationToken cancellationToken)
    {
        var file = UserFile.Take(path, path, UserFileErrors.DkimKey, MaxHeld, cancellationToken);
        PermissionCheck.RefuseAny(path, () => Errors.DkimKeyExposed);
        using var content = file.Open(0, cancellationToken);
        var text = new byte[(int)Math.Min(file.Length, MaxHeld)];
        UserFile.Fill(content, text, text.Length);
        return text;
    }

    // PEM is ASCII: of each character one byte stays.
    private static byte[] TextOf(SecureString secret)
    {
        var characters = SecretBytes.Of(secret);
        var text = new byte[characters.Length / sizeof(char)];
        for (var i = 0; i < text.Length; i++)
            text[i] = characters[(2 * i) + 1] == 0 ? characters[2 * i] : (byte)'?';
        Array.Clear(characters, 0, characters.Length);
        return text;
    }
}
