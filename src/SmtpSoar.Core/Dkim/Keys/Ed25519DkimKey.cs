using System;
using Org.BouncyCastle.Math.EC.Rfc8032;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Dkim.Keys;

/// <summary>An Ed25519 key: ed25519-sha256 (RFC 8463). The framework has no such keys, so BouncyCastle is loaded for it.</summary>
internal sealed class Ed25519DkimKey(byte[] seed) : DkimKey
{
    /// <summary>The bytes of a private key.</summary>
    public const int Length = 32;

    public override string Algorithm => "ed25519-sha256";

    public override string Kind => "ed25519";

    public override int Bits => 256;

    public override byte[] PublicKey
    {
        get
        {
            var key = new byte[Ed25519.PublicKeySize];
            Ed25519.GeneratePublicKey(seed, 0, key, 0);
            return key;
        }
    }

    // The hash is what is signed (RFC 8463, section 3).
    public override byte[] Sign(byte[] data)
    {
        var hash = Sha256Digest.Bytes(data);
        var signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(seed, 0, hash, 0, hash.Length, signature, 0);
        return signature;
    }

    public override void Dispose() => Array.Clear(seed, 0, seed.Length);
}
