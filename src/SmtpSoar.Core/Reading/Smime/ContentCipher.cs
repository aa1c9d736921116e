using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Security.Cryptography;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;

namespace SmtpSoar.Core.Reading.Smime;

/// <summary>The algorithm that encrypts the content of a message.</summary>
/// <param name="Name">Its name for people.</param>
/// <param name="KeyLength">The bytes of its key.</param>
/// <param name="Vector">The initialization vector.</param>
internal sealed record ContentCipher(string Name, int KeyLength, byte[] Vector)
{
    private const string TripleDes = "3DES-CBC";

    /// <summary>The algorithm that a message names.</summary>
    /// <exception cref="InvalidDataException">It is not known here.</exception>
    public static ContentCipher Of(AlgorithmIdentifier algorithm) => algorithm.Algorithm.Id switch
    {
        "2.16.840.1.101.3.4.1.2" => new("AES-128-CBC", 16, VectorOf(algorithm)),
        "2.16.840.1.101.3.4.1.22" => new("AES-192-CBC", 24, VectorOf(algorithm)),
        "2.16.840.1.101.3.4.1.42" => new("AES-256-CBC", 32, VectorOf(algorithm)),
        "1.2.840.113549.3.7" => new(TripleDes, 24, VectorOf(algorithm)),
        _ => throw new InvalidDataException($"its content is encrypted with {algorithm.Algorithm.Id}, which is not known here"),
    };

    /// <summary>Decrypts content while it is read.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "Old mails are read; none is written so.")]
    public Stream Decrypt(Stream content, byte[] key)
    {
        SymmetricAlgorithm cipher = Name == TripleDes ? TripleDES.Create() : Aes.Create();
        using (cipher)
        {
            (cipher.Mode, cipher.Padding) = (CipherMode.CBC, PaddingMode.PKCS7);
            return new CryptoStream(content, cipher.CreateDecryptor(key, Vector), CryptoStreamMode.Read);
        }
    }

    private static byte[] VectorOf(AlgorithmIdentifier algorithm) => Asn1OctetString.GetInstance(algorithm.Parameters).GetOctets();
}
