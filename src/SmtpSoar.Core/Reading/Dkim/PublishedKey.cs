using System;
using System.IO;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;

namespace SmtpSoar.Core.Reading.Dkim;

/// <summary>A key that a domain publishes (RFC 6376, section 3.6.1; RFC 8463, section 4).</summary>
internal static class PublishedKey
{
    private const int Ed25519Length = 32;

    /// <summary>The key in a TXT record.</summary>
    /// <exception cref="FormatException">It is none that can be used.</exception>
    public static AsymmetricKeyParameter Parse(string record)
    {
        var tags = TagList.Parse(record);
        if (tags is null || tags["v"] is not (null or "DKIM1"))
            throw new FormatException("it is no record of DKIM");
        var bytes = Convert.FromBase64String(tags.Compact("p") ?? throw new FormatException("it has no key"));
        if (bytes.Length == 0)
            throw new FormatException("the domain has revoked it");
        return (tags["k"] ?? "rsa") switch
        {
            "rsa" => Rsa(bytes),
            "ed25519" when bytes.Length == Ed25519Length => new Ed25519PublicKeyParameters(bytes),
            var kind => throw new FormatException($"its kind '{kind}' is not known here"),
        };
    }

    // Some publish the key without its algorithm.
    private static AsymmetricKeyParameter Rsa(byte[] bytes)
    {
        try
        {
            return PublicKeyFactory.CreateKey(bytes);
        }
        catch (Exception cause) when (cause is ArgumentException or InvalidOperationException or IOException or InvalidCastException)
        {
            var numbers = Asn1Sequence.GetInstance(bytes);
            return new RsaKeyParameters(false, Number(numbers, 0), Number(numbers, 1));
        }
    }

    private static BigInteger Number(Asn1Sequence numbers, int index) => DerInteger.GetInstance(numbers[index]).PositiveValue;
}
