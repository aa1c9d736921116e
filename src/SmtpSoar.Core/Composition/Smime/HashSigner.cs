using System;
using System.Formats.Asn1;
using System.Security.Cryptography;
using SmtpSoar.Core.Certificates;

namespace SmtpSoar.Core.Composition.Smime;

/// <summary>Signs a hash with a certificate's key, which may be one that can't leave a card or a store.</summary>
/// <param name="identity">The certificate and its key.</param>
/// <param name="scheme">The hash.</param>
/// <param name="padding">How an RSA key signs.</param>
internal sealed class HashSigner(SigningIdentity identity, SignatureScheme scheme, SignaturePadding padding)
{
    /// <summary>Writes the AlgorithmIdentifier of the signature.</summary>
    public void WriteAlgorithm(AsnWriter writer)
    {
        if (CertificateCheck.IsRsa(identity.Certificate))
            scheme.WriteRsa(writer, padding);
        else
            Cms.WriteAlgorithm(writer, scheme.EcdsaOid);
    }

    /// <summary>Signs.</summary>
    /// <exception cref="SmtpSoarException">The key does not.</exception>
    public byte[] Sign(byte[] hash)
    {
        try
        {
            return CertificateCheck.IsRsa(identity.Certificate) ? SignRsa(hash) : SignEcdsa(hash);
        }
        catch (Exception cause) when (cause is CryptographicException or NotSupportedException or PlatformNotSupportedException)
        {
            throw Errors.SigningFailed.Because(cause, CertificateName.Of(identity.Certificate), cause.Message);
        }
    }

    private byte[] SignRsa(byte[] hash)
    {
        using var key = identity.OpenRsa() ?? throw Missing();
        return key.SignHash(hash, scheme.Name, padding == SignaturePadding.Pss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
    }

    private byte[] SignEcdsa(byte[] hash)
    {
        using var key = identity.OpenEcdsa() ?? throw Missing();
#if NET
        return key.SignHash(hash, DSASignatureFormat.Rfc3279DerSequence);
#else
        return ToSequence(key.SignHash(hash));
#endif
    }

#if !NET
    // The framework gives both numbers side by side; a signature has them in a SEQUENCE (RFC 3279, section 2.2.3).
    private static byte[] ToSequence(byte[] numbers) => Cms.Encode(writer =>
    {
        using (writer.PushSequence())
        {
            writer.WriteIntegerUnsigned(WithoutZeros(numbers.AsSpan(0, numbers.Length / 2)));
            writer.WriteIntegerUnsigned(WithoutZeros(numbers.AsSpan(numbers.Length / 2)));
        }
    });

    private static ReadOnlySpan<byte> WithoutZeros(ReadOnlySpan<byte> number)
    {
        while (number.Length > 1 && number[0] == 0)
            number = number.Slice(1);
        return number;
    }
#endif

    private SmtpSoarException Missing() => Errors.SigningKeyMissing.With(CertificateName.Of(identity.Certificate));
}
