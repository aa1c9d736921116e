#if NET
using System;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SmtpSoar.Core.Outbox.Sealing;

/// <summary>
/// How an encrypted message lies in a store: as AES-GCM-HKDF of Tink, with AES-256, HKDF over SHA-256 and segments of 64 KiB.
/// </summary>
/// <remarks>
/// A header (its length, a random salt, a random prefix of the nonces), then segments. Each message has a key of its own, which HKDF (RFC
/// 5869) makes of the user's key, the salt and the associated data. A segment is AES-GCM (NIST SP 800-38D) with the nonce prefix || number
/// || whether it is the last, so that no segment can be left out, put elsewhere, or taken for the end. That is the STREAM construction of
/// Hoang, Reyhanitabar, Rogaway and Vizar, "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", CRYPTO 2015.
/// Source: https://developers.google.com/tink/streaming-aead/aes_gcm_hkdf_streaming
/// </remarks>
internal static class SealedFormat
{
    /// <summary>The length of the user's key, of a message's key, and of the salt.</summary>
    public const int KeyLength = 32;

    /// <summary>The length of the header.</summary>
    public const int HeaderLength = 1 + KeyLength + PrefixLength;

    /// <summary>The length of a segment's tag.</summary>
    public const int TagLength = 16;

    /// <summary>The length of an encrypted segment but the last. The first one has the header in it.</summary>
    public const int SegmentLength = 64 * 1024;

    private const int PrefixLength = 7;
    private const int NonceLength = PrefixLength + sizeof(uint) + 1;

    /// <summary>A new header.</summary>
    public static byte[] NewHeader()
    {
        var header = RandomNumberGenerator.GetBytes(HeaderLength);
        header[0] = HeaderLength;
        return header;
    }

    /// <summary>Makes the cipher of a message.</summary>
    public static AesGcm Cipher(byte[] key, byte[] header, byte[] associatedData)
    {
        var own = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, KeyLength, header[1..(1 + KeyLength)], associatedData);
        try
        {
            return new AesGcm(own, TagLength);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(own);
        }
    }

    /// <summary>The nonce of a segment.</summary>
    public static byte[] Nonce(byte[] header, uint number, bool isLast)
    {
        var nonce = new byte[NonceLength];
        header.AsSpan(1 + KeyLength, PrefixLength).CopyTo(nonce);
        BinaryPrimitives.WriteUInt32BigEndian(nonce.AsSpan(PrefixLength), number);
        nonce[^1] = isLast ? (byte)1 : (byte)0;
        return nonce;
    }

    /// <summary>How many bytes of a message a segment holds at most.</summary>
    public static int Capacity(uint number) => SegmentLength - TagLength - (number == 0 ? HeaderLength : 0);

    /// <summary>The segment in which a byte of a message lies, and its place in there.</summary>
    public static (uint Number, int Offset) Locate(long position)
    {
        var first = Capacity(0);
        return position < first
            ? (0, (int)position)
            : ((uint)(1 + ((position - first) / Capacity(1))), (int)((position - first) % Capacity(1)));
    }
}
#endif
