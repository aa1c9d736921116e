using System;
using System.IO;
using System.Threading;
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
        using var signature = Begin(clock.GetUtcNow().UtcDateTime, new SecureRandom());
        write(new SignatureStream(signature, null));
        using var text = new MemoryStream();
        using (var armor = new PgpArmor(text, PgpArmor.Signature))
        {
            var packet = signature.Finish();
            armor.Write(packet, 0, packet.Length);
        }

        return new PgpSignatureText(text.ToArray(), key.HashName);
    }

    /// <summary>Begins a signature, which dates from one time however often it is made anew.</summary>
    public PgpContentSignature Begin(DateTime time, SecureRandom random) => new(key, time, random);
}

/// <summary>Shows a signature what is written, and passes it on where it is wanted.</summary>
internal sealed class SignatureStream(PgpContentSignature signature, Stream? next) : WriteOnlyStream
{
    public override void Write(byte[] buffer, int offset, int count)
    {
        signature.Update(buffer, offset, count);
        next?.Write(buffer, offset, count);
    }

    public override void Flush() => next?.Flush();
}
