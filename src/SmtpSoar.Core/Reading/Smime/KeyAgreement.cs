using System;
using System.Collections.Generic;
using System.IO;
#if NET
using System.Linq;
using System.Security.Cryptography;
#endif
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Cms;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;

namespace SmtpSoar.Core.Reading.Smime;

/// <summary>Opens the key of a message to a recipient with an elliptic curve (RFC 5753).</summary>
/// <remarks>BouncyCastle's own reader takes other parameters into the derivation than the standard has.</remarks>
internal static class KeyAgreement
{
    /// <summary>The key of the content.</summary>
    /// <param name="agreement">The keys that sender and recipient agree on.</param>
    /// <param name="wrapped">The key of the content for this recipient.</param>
    /// <param name="certificate">The recipient's certificate.</param>
    public static byte[] Open(KeyAgreeRecipientInfo agreement, byte[] wrapped, X509Certificate2 certificate)
    {
        var wrap = AlgorithmIdentifier.GetInstance(agreement.KeyEncryptionAlgorithm.Parameters);
        var length = WrapKeyLength(wrap.Algorithm.Id);
        var shared = SharedInfo(wrap, agreement.UserKeyingMaterial, length);
        var key = Derive(agreement, certificate, shared, length);
        var engine = new AesWrapEngine();
        engine.Init(false, new KeyParameter(key));
        try
        {
            return engine.Unwrap(wrapped, 0, wrapped.Length);
        }
        catch (InvalidCipherTextException cause)
        {
            throw new InvalidDataException(cause.Message, cause);
        }
    }

    private static int WrapKeyLength(string wrap) => wrap switch
    {
        "2.16.840.1.101.3.4.1.5" => 16,
        "2.16.840.1.101.3.4.1.25" => 24,
        "2.16.840.1.101.3.4.1.45" => 32,
        _ => throw new NotSupportedException($"the algorithm {wrap} is not known here"),
    };

    // RFC 5753, section 7.2, with the algorithm as the mail writes it.
    private static byte[] SharedInfo(AlgorithmIdentifier wrap, Asn1OctetString? material, int length)
    {
        var bits = length * 8;
        var supplement = new DerOctetString([(byte)(bits >> 24), (byte)(bits >> 16), (byte)(bits >> 8), (byte)bits]);
        var parts = new List<Asn1Encodable> { wrap };
        if (material is not null)
            parts.Add(new DerTaggedObject(true, 0, material));
        parts.Add(new DerTaggedObject(true, 2, supplement));
        return new DerSequence(parts.ToArray()).GetDerEncoded();
    }

#if NETFRAMEWORK
    private static byte[] Derive(KeyAgreeRecipientInfo agreement, X509Certificate2 certificate, byte[] shared, int length) =>
        throw new NotSupportedException("Windows PowerShell reads no keys on elliptic curves; PowerShell 7 does");
#else
    private static byte[] Derive(KeyAgreeRecipientInfo agreement, X509Certificate2 certificate, byte[] shared, int length)
    {
        var hash = HashOf(agreement.KeyEncryptionAlgorithm.Algorithm.Id);
        using var own = certificate.GetECDiffieHellmanPrivateKey() ?? throw new InvalidDataException("the certificate has no such key");
        using var other = Other(agreement, own);
        var key = new List<byte>();
        for (byte counter = 1; key.Count < length; counter++)
            key.AddRange(own.DeriveKeyFromHash(other.PublicKey, hash, null, [0, 0, 0, counter, .. shared]));
        return [.. key.Take(length)];
    }

    private static ECDiffieHellman Other(KeyAgreeRecipientInfo agreement, ECDiffieHellman own)
    {
        var point = agreement.Originator.OriginatorKey?.PublicKey.GetBytes() ?? throw new InvalidDataException("it has no sender's key");
        var half = (point.Length - 1) / 2;
        if (point.Length < 3 || point[0] != 4)
            throw new NotSupportedException("the sender's key is compressed");
        return ECDiffieHellman.Create(new ECParameters
        {
            Curve = own.ExportParameters(false).Curve,
            Q = new ECPoint { X = point[1..(1 + half)], Y = point[(1 + half)..] },
        });
    }

    // X9.63 with the cofactor left out, as every curve of NIST has it at one.
    private static HashAlgorithmName HashOf(string scheme) => scheme switch
    {
        "1.3.133.16.840.63.0.2" => HashAlgorithmName.SHA1,
        "1.3.132.1.11.1" => HashAlgorithmName.SHA256,
        "1.3.132.1.11.2" => HashAlgorithmName.SHA384,
        "1.3.132.1.11.3" => HashAlgorithmName.SHA512,
        _ => throw new NotSupportedException($"the algorithm {scheme} is not known here"),
    };
#endif
}
