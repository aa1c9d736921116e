using System;
using System.Security.Cryptography;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Nist;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using SmtpSoar.Core.OpenPgp.Keys;

namespace SmtpSoar.Core.OpenPgp;

/// <summary>
/// A signature of version 4 over content that comes by (RFC 9580, section 5.2.4). The framework takes the hash, with the processor's own
/// instructions, and the library signs it: its generator would take the hash twice, each time eight times as long.
/// </summary>
internal sealed class PgpContentSignature : IDisposable
{
    private const int Version = 4;
    private const int Ed25519Half = 32;

    private readonly PgpSigningKey _key;
    private readonly SecureRandom _random;
    private readonly IncrementalHash _hash;
    private readonly SignatureSubpacket[] _hashed;
    private readonly SignatureSubpacket[] _unhashed;

    /// <param name="key">The key.</param>
    /// <param name="time">The time of the signature.</param>
    /// <param name="random">The random numbers of keys that take some.</param>
    public PgpContentSignature(PgpSigningKey key, DateTime time, SecureRandom random)
    {
        (_key, _random) = (key, random);
        _hash = IncrementalHash.CreateHash(key.Hash switch
        {
            HashAlgorithmTag.Sha384 => HashAlgorithmName.SHA384,
            HashAlgorithmTag.Sha512 => HashAlgorithmName.SHA512,
            _ => HashAlgorithmName.SHA256,
        });
        var packets = new PgpSignatureSubpacketGenerator();
        packets.SetSignatureCreationTime(false, time);
        packets.SetIssuerFingerprint(false, key.Public);
        _hashed = packets.Generate().ToArray();
        packets = new PgpSignatureSubpacketGenerator();
        packets.SetIssuerKeyID(false, key.Public.KeyId);
        _unhashed = packets.Generate().ToArray();
    }

    private DerObjectIdentifier HashId => _key.Hash switch
    {
        HashAlgorithmTag.Sha384 => NistObjectIdentifiers.IdSha384,
        HashAlgorithmTag.Sha512 => NistObjectIdentifiers.IdSha512,
        _ => NistObjectIdentifiers.IdSha256,
    };

    /// <summary>Takes content.</summary>
    public void Update(byte[] buffer, int offset, int count) => _hash.AppendData(buffer, offset, count);

    /// <summary>The packet that goes before the content, where the signature goes behind it (section 5.4).</summary>
    public byte[] OnePass() => new OnePassSignaturePacket(
        PgpSignature.BinaryDocument, _key.Hash, _key.Public.Algorithm, _key.Public.KeyId, isNested: false).GetEncoded();

    /// <summary>The signature over all that was taken.</summary>
    public byte[] Finish()
    {
        var trailer = Packet([0, 0], []).GetSignatureTrailer();
        _hash.AppendData(trailer, 0, trailer.Length);
        var hash = _hash.GetHashAndReset();
        return Packet([hash[0], hash[1]], Sign(hash)).GetEncoded();
    }

    public void Dispose() => _hash.Dispose();

    private SignaturePacket Packet(byte[] start, MPInteger[] signature) => new(
        Version, PgpSignature.BinaryDocument, _key.Public.KeyId, _key.Public.Algorithm, _key.Hash, _hashed, _unhashed, start, signature);

    private MPInteger[] Sign(byte[] hash)
    {
        var key = _key.Private.Key;
        switch (_key.Public.Algorithm)
        {
            case PublicKeyAlgorithmTag.EdDsa_Legacy:
                var both = Sign(new Ed25519Signer(), key, hash);
                return [Number(both, 0, Ed25519Half), Number(both, Ed25519Half, Ed25519Half)];
            case PublicKeyAlgorithmTag.ECDsa:
                return Sign(new ECDsaSigner(), key, hash);
            case PublicKeyAlgorithmTag.Dsa:
                return Sign(new DsaSigner(), key, hash);
            default:
                var one = Sign(new RsaDigestSigner(new NullDigest(), HashId), key, hash);
                return [Number(one, 0, one.Length)];
        }
    }

    private static byte[] Sign(ISigner signer, AsymmetricKeyParameter key, byte[] hash)
    {
        signer.Init(true, key);
        signer.BlockUpdate(hash, 0, hash.Length);
        return signer.GenerateSignature();
    }

    private MPInteger[] Sign(IDsa signer, AsymmetricKeyParameter key, byte[] hash)
    {
        signer.Init(true, new ParametersWithRandom(key, _random));
        var both = signer.GenerateSignature(hash);
        return [new MPInteger(both[0]), new MPInteger(both[1])];
    }

    private static MPInteger Number(byte[] bytes, int offset, int count) => new(new BigInteger(1, bytes, offset, count));
}
