using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Prng;
using Org.BouncyCastle.Security;

namespace SmtpSoar.Core.OpenPgp;

/// <summary>Encrypts content for some keys with AES-256, and signs it within (RFC 9580, section 5.13.1; RFC 3156, section 6.2).</summary>
/// <remarks>
/// A mail may be written several times: to measure it, and for each try. The random numbers come from a seed that it keeps, so that the
/// bytes are the same each time.
/// </remarks>
/// <param name="recipients">The keys.</param>
/// <param name="signer">The signer, or <see langword="null"/>.</param>
/// <param name="time">The time of the signature.</param>
internal sealed class PgpEncryption(IReadOnlyList<PgpPublicKey> recipients, PgpSigner? signer, DateTime time)
{
    private const int BufferSize = 1 << 16;
    private const int SeedLength = 64;

    private readonly byte[] _seed = NewSeed();

    /// <summary>Writes the content, encrypted, in armor.</summary>
    /// <param name="output">The stream that takes it.</param>
    /// <param name="write">Writes the content.</param>
    public void WriteTo(Stream output, Action<Stream> write)
    {
        var random = Random();
        using var armor = new PgpArmor(output, PgpArmor.Message);
        var encryption = new PgpEncryptedDataGenerator(SymmetricKeyAlgorithmTag.Aes256, withIntegrityPacket: true, random);
        foreach (var recipient in recipients)
            encryption.AddMethod(recipient);
        using var encrypted = encryption.Open(armor, new byte[BufferSize]);
        using var signature = signer?.Begin(time, random);
        Write(encrypted, signature?.OnePass());
        var pieces = new PieceStream(encrypted);
        using (var literal = new PgpLiteralDataGenerator().Open(pieces, PgpLiteralData.Binary, "", time, new byte[BufferSize]))
            write(signature is null ? literal : new SignatureStream(signature, literal));
        Write(encrypted, signature?.Finish());
    }

    private static void Write(Stream output, byte[]? packet)
    {
        if (packet is not null)
            output.Write(packet, 0, packet.Length);
    }

    private SecureRandom Random()
    {
        var generator = new DigestRandomGenerator(new Sha512Digest());
        generator.AddSeedMaterial(_seed);

        // The other constructor would add a seed of its own.
        return new SecureRandom(generator);
    }

    private static byte[] NewSeed()
    {
        var seed = new byte[SeedLength];
        using var source = RandomNumberGenerator.Create();
        source.GetBytes(seed);
        return seed;
    }
}
