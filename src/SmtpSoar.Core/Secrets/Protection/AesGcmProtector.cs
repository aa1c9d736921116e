#if NET
using System;
using System.Security.Cryptography;

namespace SmtpSoar.Core.Secrets.Protection;

/// <summary>
/// AES-256-GCM with a random key that the user's key holder keeps. The body is the key's id, a random nonce, the
/// tag, and the cipher text.
/// </summary>
/// <remarks>
/// By the id a key that was exchanged is told from an entry that was changed: the one can be put right, and nothing is set aside.
/// </remarks>
internal sealed class AesGcmProtector(KeyProvider keys) : IProtector
{
    private const int IdLength = 16;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int Overhead = IdLength + NonceLength + TagLength;

    public ProtectionKind Kind => keys.Kind;

    public bool IsAvailable => AesGcm.IsSupported && keys.IsAvailable;

    public byte[] Protect(byte[] content, byte[] header)
    {
        var key = keys.FindOrCreate();
        try
        {
            var body = new byte[Overhead + content.Length];
            Id(key).CopyTo(body.AsSpan());
            RandomNumberGenerator.Fill(Nonce(body));
            using var aes = new AesGcm(key, TagLength);
            aes.Encrypt(Nonce(body), content, body.AsSpan(Overhead), Tag(body), header);
            return body;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    public byte[] Unprotect(Envelope entry)
    {
        var body = entry.Body;
        if (body.Length < Overhead)
            throw new CryptographicException("The body is cut off.");
        var key = keys.Find() ?? throw Errors.StoreKeyMissing.With(keys.Place);
        try
        {
            if (!Id(key).AsSpan().SequenceEqual(body.AsSpan(0, IdLength)))
                throw Errors.StoreKeyDiffers.With(entry.Key, keys.Place);
            var content = new byte[body.Length - Overhead];
            using var aes = new AesGcm(key, TagLength);
            aes.Decrypt(Nonce(body), body.AsSpan(Overhead), Tag(body), content, entry.Header);
            return content;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static Span<byte> Nonce(byte[] body) => body.AsSpan(IdLength, NonceLength);

    private static Span<byte> Tag(byte[] body) => body.AsSpan(IdLength + NonceLength, TagLength);

    // Derived, so that nothing has to be kept beside the key; one way, so that it tells nothing of it.
    private static byte[] Id(byte[] key) => HKDF.Expand(HashAlgorithmName.SHA256, key, IdLength, [.. "SmtpSoar key id"u8]);
}
#endif
