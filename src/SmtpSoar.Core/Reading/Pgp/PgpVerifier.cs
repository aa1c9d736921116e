using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using SmtpSoar.Core.Reading.Content;
using SmtpSoar.Core.Reading.Parsing;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Reading.Pgp;

/// <summary>Verifies signatures of OpenPGP (RFC 3156, section 5).</summary>
/// <param name="keys">The public keys that are trusted.</param>
/// <param name="context">The limits.</param>
internal sealed class PgpVerifier(PgpKeys keys, ReadContext context)
{
    private static readonly Regex Mailbox = new(@"<(?<address>[^<>\s]+@[^<>\s]+)>\s*\z|\A(?<address>[^<>\s]+@[^<>\s]+)\z");

    /// <summary>Verifies the signatures of a <c>multipart/signed</c>.</summary>
    /// <param name="content">The signed bytes.</param>
    /// <param name="signature">The signature, decoded.</param>
    /// <param name="message">The mail.</param>
    public IReadOnlyList<SoarEmailSignature> Detached(MailContent content, MailContent signature, MailPart message)
    {
        try
        {
            var signatures = Signatures(signature);
            return signatures.Count > 0
                ? signatures.Select(one => Judged(one, message, key => Matches(one, key, content))).ToList()
                : [Verdict.Of(SignatureKind.OpenPgp, SignatureStatus.Invalid, "the signature has no packet of a signature")];
        }
        catch (Exception cause) when (cause is not (OperationCanceledException or SmtpSoarException or ReadLimitException))
        {
            return [Verdict.Of(SignatureKind.OpenPgp, SignatureStatus.Invalid, $"the signature can't be read: {cause.Message}")];
        }
    }

    /// <summary>The verdict on a signature.</summary>
    /// <param name="signature">The signature.</param>
    /// <param name="message">The mail.</param>
    /// <param name="matches">Tells whether the content matches, given the signer's key.</param>
    public SoarEmailSignature Judged(PgpSignature signature, MailPart message, Func<PgpPublicKey, bool> matches)
    {
        var verdict = new SoarEmailSignature
        {
            Kind = SignatureKind.OpenPgp,
            Algorithm = $"{Name(signature.KeyAlgorithm)}, {Name(signature.HashAlgorithm)}",
            Time = new DateTimeOffset(DateTime.SpecifyKind(signature.CreationTime, DateTimeKind.Utc)),
            KeyId = KeyIdOf(signature.KeyId),
        };
        if (keys.FindPublic(signature.KeyId) is not { } ring)
            return Verdict.Set(verdict, SignatureStatus.Unknown, $"the key {verdict.KeyId} is not known: give its file with -VerifyWith");
        var key = ring.GetPublicKey(signature.KeyId);
        var owner = ring.GetPublicKey();
        verdict.KeyId = Hex.Of(key.GetFingerprint());
        verdict.Signer = owner.GetUserIds().FirstOrDefault();
        if (!matches(key))
            return Verdict.Set(verdict, SignatureStatus.Invalid, "the content or the signature was changed");
        var reason = Weakness(signature) ?? KeyFault(key, signature) ?? KeyFault(owner, signature)
            ?? SenderMatch.Difference(message, owner.GetUserIds().Select(AddressOf).ToList());
        return Verdict.Trust(verdict, reason);
    }

    private bool Matches(PgpSignature signature, PgpPublicKey key, MailContent content)
    {
        signature.InitVerify(key);
        using var stream = LineEnds.Canonical(content, context).Open(0, context.Stop);
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = stream.Read(buffer, 0, buffer.Length)) > 0)
        {
            context.CountDecoded(count);
            signature.Update(buffer, 0, count);
        }

        return signature.Verify();
    }

    private List<PgpSignature> Signatures(MailContent content)
    {
        using var stream = new BoundedStream(content.Open(0, context.Stop), context.Limits.MaxSignatureBytes);
        var factory = new PgpObjectFactory(PgpUtilities.GetDecoderStream(new MemoryStream(Bytes(stream))));
        var found = new List<PgpSignature>();
        while (found.Count < context.Limits.MaxSignatures && factory.NextPgpObject() is PgpSignatureList list)
            for (var index = 0; index < list.Count; index++)
                found.Add(list[index]);
        return found.Take(context.Limits.MaxSignatures).ToList();
    }

    private static byte[] Bytes(Stream stream)
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string? Weakness(PgpSignature signature) =>
        signature.HashAlgorithm is HashAlgorithmTag.Sha1 or HashAlgorithmTag.MD5 or HashAlgorithmTag.RipeMD160
            ? $"the signature uses {Name(signature.HashAlgorithm)}, which can be forged"
            : null;

    private static string? KeyFault(PgpPublicKey key, PgpSignature signature)
    {
        if (key.HasRevocation())
            return "the key is revoked";
        var seconds = key.GetValidSeconds();
        var isExpired = seconds > 0 && signature.CreationTime > key.CreationTime.AddSeconds(seconds);
        return isExpired ? "the key had expired when the mail was signed" : null;
    }

    private static string AddressOf(string user) => Mailbox.Match(user) is { Success: true } match ? match.Groups["address"].Value : user;

    private static string KeyIdOf(long id) => id.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);

    private static string Name(HashAlgorithmTag hash) => hash switch
    {
        HashAlgorithmTag.Sha1 => "SHA-1",
        HashAlgorithmTag.Sha256 => "SHA-256",
        HashAlgorithmTag.Sha384 => "SHA-384",
        HashAlgorithmTag.Sha512 => "SHA-512",
        HashAlgorithmTag.Sha224 => "SHA-224",
        _ => hash.ToString(),
    };

    private static string Name(PublicKeyAlgorithmTag algorithm) => algorithm switch
    {
        PublicKeyAlgorithmTag.RsaGeneral or PublicKeyAlgorithmTag.RsaSign => "RSA",
        PublicKeyAlgorithmTag.EdDsa_Legacy or PublicKeyAlgorithmTag.Ed25519 => "Ed25519",
        PublicKeyAlgorithmTag.ECDsa => "ECDSA",
        _ => algorithm.ToString(),
    };
}
