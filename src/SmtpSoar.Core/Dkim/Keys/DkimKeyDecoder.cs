using System;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace SmtpSoar.Core.Dkim.Keys;

/// <summary>Makes keys of PEM text: RSA (PKCS #1, PKCS #8) and Ed25519 (PKCS #8, RFC 8410).</summary>
internal static class DkimKeyDecoder
{
    private const string Rsa = "1.2.840.113549.1.1.1";
    private const string RsaPss = "1.2.840.113549.1.1.10";
    private const string EllipticCurve = "1.2.840.10045.2.1";
    private const string Ed25519 = "1.3.101.112";

    /// <summary>Makes a key.</summary>
    /// <param name="text">The text.</param>
    /// <param name="fault">The reason why it is none.</param>
    /// <returns>The key, or <see langword="null"/>.</returns>
    public static DkimKey? TryDecode(ReadOnlySpan<byte> text, out string fault)
    {
        fault = "it has no block that begins with -----BEGIN PRIVATE KEY----- or -----BEGIN RSA PRIVATE KEY-----";
        if (PemText.Find(text, label => label.EndsWith("PRIVATE KEY", StringComparison.Ordinal)) is not { } block)
            return null;
        try
        {
            return TryDecode(block, out fault);
        }
        catch (Exception exception) when (exception is CryptographicException or AsnContentException or ArgumentException)
        {
            // Not handed on: it may quote the key.
            fault = "the key in it is damaged";
            return null;
        }
        finally
        {
            Wipe(block.Content);
        }
    }

    private static DkimKey? TryDecode(PemText block, out string fault)
    {
        fault = FaultOf(block) ?? "";
        if (fault.Length > 0)
            return null;
        return block.Label == "RSA PRIVATE KEY" ? new RsaDkimKey(RsaNumbers.Import(block.Content!)) : FromInfo(block.Content!, out fault);
    }

    private static string? FaultOf(PemText block) => block.Label switch
    {
        "ENCRYPTED PRIVATE KEY" => "it is encrypted, and DKIM signs unattended",
        "OPENSSH PRIVATE KEY" => "it is in OpenSSH's own form",
        "EC PRIVATE KEY" => "it is an elliptic curve key, which DKIM does not have",
        "DSA PRIVATE KEY" => "it is a DSA key, which DKIM does not have",
        "PUBLIC KEY" or "RSA PUBLIC KEY" => "it is the public key, which belongs into DNS",
        "CERTIFICATE" => "it is a certificate",
        _ when block.IsEncrypted => "it is encrypted, and DKIM signs unattended",
        "PRIVATE KEY" or "RSA PRIVATE KEY" => block.Content is null ? "the key in it is damaged" : null,
        _ => $"it is of the kind {ShownText.Line(block.Label, 40)}",
    };

    // PrivateKeyInfo (RFC 5958, section 2).
    private static DkimKey? FromInfo(byte[] content, out string fault)
    {
        fault = "";
        var info = new AsnReader(content, AsnEncodingRules.BER).ReadSequence();
        info.ReadInteger();
        var algorithm = info.ReadSequence().ReadObjectIdentifier();
        var key = info.ReadOctetString();
        try
        {
            switch (algorithm)
            {
                case Rsa:
                    return new RsaDkimKey(RsaNumbers.Import(key));
                case Ed25519:
                    return new Ed25519DkimKey(Seed(key));
                default:
                    fault = Unknown(algorithm);
                    return null;
            }
        }
        finally
        {
            Wipe(key);
        }
    }

    // CurvePrivateKey (RFC 8410, section 7).
    private static byte[] Seed(byte[] key)
    {
        var seed = new AsnReader(key, AsnEncodingRules.DER).ReadOctetString();
        return seed.Length == Ed25519DkimKey.Length ? seed : throw new CryptographicException("Another length.");
    }

    private static string Unknown(string algorithm) => algorithm switch
    {
        RsaPss => "it is a key for RSA-PSS alone, which DKIM does not have",
        EllipticCurve => "it is an elliptic curve key, which DKIM does not have",
        _ => $"it is a key of the algorithm {algorithm}, which DKIM does not have",
    };

    private static void Wipe(byte[]? bytes)
    {
        if (bytes is not null)
            Array.Clear(bytes, 0, bytes.Length);
    }
}
