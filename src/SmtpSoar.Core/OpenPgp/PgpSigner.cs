using System;
using System.IO;
using System.Threading;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Security;
using SmtpSoar.Core.Files;
using SmtpSoar.Core.OpenPgp.Keys;

namespace SmtpSoar.Core.OpenPgp;

/// <summary>Makes signatures by a key of a file, while the content is written (RFC 9580, section 5.2).</summary>
/// <param name="key">The key.</param>
/// <param name="clock">The clock that dates signatures.</param>
internal sealed class PgpSigner(PgpSigningKey key, TimeProvider clock) : IPgpSigner
{
    /// <summary>The key.</summary>
    public PgpSigningKey Key => key;

    public PgpSignatureText Sign(Action<Stream> write, CancellationToken cancellationToken)
    {
        var generator = Begin(clock.GetUtcNow().UtcDateTime);
        write(new SignatureStream(generator, null));
        using var text = new MemoryStream();
        using (var armor = new PgpArmor(text))
            generator.Generate().Encode(armor.Content);
        return new PgpSignatureText(text.ToArray(), key.HashName);
    }

    /// <summary>Begins a signature, which dates from one time however often it is made anew.</summary>
    public PgpSignatureGenerator Begin(DateTime time, SecureRandom? random = null)
    {
        var generator = new PgpSignatureGenerator(key.Public.Algorithm, key.Hash);
        generator.InitSign(PgpSignature.BinaryDocument, key.Private, random ?? new SecureRandom());
        var packets = new PgpSignatureSubpacketGenerator();
        packets.SetSignatureCreationTime(false, time);
        packets.SetIssuerFingerprint(false, key.Public);
        generator.SetHashedSubpackets(packets.Generate());
        packets = new PgpSignatureSubpacketGenerator();
        packets.SetIssuerKeyID(false, key.Public.KeyId);
        generator.SetUnhashedSubpackets(packets.Generate());
        return generator;
    }
}

/// <summary>Shows a signature what is written, and passes it on where it is wanted.</summary>
internal sealed class SignatureStream(PgpSignatureGenerator generator, Stream? next) : WriteOnlyStream
{
    public override void Write(byte[] buffer, int offset, int count)
    {
        generator.Update(buffer, offset, count);
        next?.Write(buffer, offset, count);
    }

    public override void Flush() => next?.Flush();
}
