using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;

namespace SmtpSoar.Core.Certificates;

/// <summary>Reads the certificates in a file's bytes: DER, PEM (RFC 7468) or PKCS #7.</summary>
internal static class CertificateBytes
{
    private static readonly Regex Block = new(
        "-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----(?<text>[^-]*)-----END", RegexOptions.CultureInvariant);

    /// <summary>Whether they are PEM text.</summary>
    public static bool ArePem(byte[] bytes) => TextOf(bytes).Contains("-----BEGIN ");

    /// <summary>The text of PEM.</summary>
    public static string TextOf(byte[] bytes) => Encoding.ASCII.GetString(bytes);

    /// <summary>The certificates, without private keys.</summary>
    /// <exception cref="CryptographicException">The bytes are none.</exception>
    public static IReadOnlyList<X509Certificate2> Read(byte[] bytes)
    {
        if (ArePem(bytes))
            return ReadPem(TextOf(bytes));
        var all = new X509Certificate2Collection();
        all.Import(bytes);
        return [.. all.Cast<X509Certificate2>()];
    }

    /// <summary>The certificates of PEM text, in their order.</summary>
    /// <exception cref="CryptographicException">One can't be read.</exception>
    public static IReadOnlyList<X509Certificate2> ReadPem(string text)
    {
        try
        {
            return [.. Block.Matches(text).Cast<Match>().Select(block => new X509Certificate2(BytesOf(block)))];
        }
        catch (FormatException cause)
        {
            throw new CryptographicException("its base64 is damaged", cause);
        }
    }

    private static byte[] BytesOf(Match block) => Convert.FromBase64String(block.Groups["text"].Value);
}
