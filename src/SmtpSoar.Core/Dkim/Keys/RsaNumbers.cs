using System.Security.Cryptography;
#if !NET
using System;
using System.Formats.Asn1;
#endif

namespace SmtpSoar.Core.Dkim.Keys;

/// <summary>Makes keys of the numbers of an RSA private key (RFC 8017, appendix A.1.2).</summary>
internal static class RsaNumbers
{
    /// <summary>The key.</summary>
    /// <exception cref="CryptographicException">They are none.</exception>
    public static RSA Import(byte[] content)
    {
        var key = RSA.Create();
        try
        {
#if NET
            key.ImportRSAPrivateKey(content, out _);
#else
            key.ImportParameters(Read(content));
#endif
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

#if !NET
    private static RSAParameters Read(byte[] content)
    {
        var numbers = new AsnReader(content, AsnEncodingRules.BER).ReadSequence();
        numbers.ReadInteger();
        var modulus = Next(numbers);
        var half = (modulus.Length + 1) / 2;
        return new RSAParameters
        {
            Modulus = modulus,
            Exponent = Next(numbers),
            D = Sized(Next(numbers), modulus.Length),
            P = Sized(Next(numbers), half),
            Q = Sized(Next(numbers), half),
            DP = Sized(Next(numbers), half),
            DQ = Sized(Next(numbers), half),
            InverseQ = Sized(Next(numbers), half),
        };
    }

    // Without the zero that keeps a number positive.
    private static byte[] Next(AsnReader numbers)
    {
        var bytes = numbers.ReadIntegerBytes().ToArray();
        return bytes.Length > 1 && bytes[0] == 0 ? bytes.AsSpan(1).ToArray() : bytes;
    }

    private static byte[] Sized(byte[] number, int length)
    {
        if (number.Length > length)
            throw new CryptographicException("A number is too long.");
        var sized = new byte[length];
        number.CopyTo(sized, length - number.Length);
        return sized;
    }
#endif
}
