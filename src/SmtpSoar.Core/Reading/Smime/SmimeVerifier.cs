using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Org.BouncyCastle.Asn1.Cms;
using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Utilities.Collections;
using SmtpSoar.Core.Reading.Content;
using SmtpSoar.Core.Reading.Keys;
using SmtpSoar.Core.Reading.Parsing;
using SmtpSoar.Core.Text;
using BouncyCertificate = Org.BouncyCastle.X509.X509Certificate;

namespace SmtpSoar.Core.Reading.Smime;

/// <summary>Verifies signatures of S/MIME (RFC 8551).</summary>
/// <param name="keys">The certificates that are trusted beside the system's.</param>
/// <param name="clock">The clock.</param>
/// <param name="context">The limits.</param>
internal sealed class SmimeVerifier(MailKeys keys, TimeProvider clock, ReadContext context)
{
    /// <summary>Verifies the signatures of a <c>multipart/signed</c>.</summary>
    /// <param name="content">The signed bytes.</param>
    /// <param name="signature">The signature, decoded.</param>
    /// <param name="message">The mail.</param>
    public IReadOnlyList<SoarEmailSignature> Detached(MailContent content, MailContent signature, MailPart message) => Verify(message, () =>
    {
        var bytes = Small(signature);
        using var stream = LineEnds.Canonical(content, context).Open(0, context.Stop);
        return SignedContent.Detached(stream, bytes);
    });

    /// <summary>Verifies the signatures of a message with its content in it.</summary>
    /// <param name="signed">The message, decoded.</param>
    /// <param name="message">The mail.</param>
    public IReadOnlyList<SoarEmailSignature> Opaque(MailContent signed, MailPart message) =>
        Verify(message, () => SignedContent.Opaque(signed, context));

    private byte[] Small(MailContent signature)
    {
        using var stream = signature.Open(0, context.Stop);
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = stream.Read(buffer, 0, buffer.Length)) > 0)
        {
            bytes.Write(buffer, 0, count);
            if (bytes.Length > context.Limits.MaxSignatureBytes)
                throw TooLarge();
        }

        return bytes.ToArray();
    }

    private ReadLimitException TooLarge() =>
        new(nameof(ReadLimits.MaxSignatureBytes), context.Limits.MaxSignatureBytes, "a signature has more bytes");

    private List<SoarEmailSignature> Verify(MailPart message, Func<CmsSignedDataParser> open)
    {
        try
        {
            using var parser = open();
            var certificates = parser.GetCertificates();
            var signers = parser.GetSignerInfos().GetSigners().Take(context.Limits.MaxSignatures).ToList();
            return signers.Count > 0
                ? signers.Select(signer => Judged(signer, certificates, message)).ToList()
                : [Verdict.Of(SignatureKind.SMime, SignatureStatus.Invalid, "the signature names no signer")];
        }
        catch (ReadLimitException limit)
        {
            return [Verdict.Of(SignatureKind.SMime, SignatureStatus.Unknown, limit.Message)];
        }
        catch (Exception cause) when (cause is not (OperationCanceledException or SmtpSoarException))
        {
            return [Verdict.Of(SignatureKind.SMime, SignatureStatus.Invalid, $"the signature can't be read: {cause.Message}")];
        }
    }

    private SoarEmailSignature Judged(SignerInformation signer, IStore<BouncyCertificate> certificates, MailPart message)
    {
        var algorithm = SignerAlgorithm.Name(signer);
        var verdict = new SoarEmailSignature { Kind = SignatureKind.SMime, Algorithm = algorithm, Time = TimeOf(signer) };
        if (Certificate(signer, certificates) is not { } certificate)
            return Verdict.Set(verdict, SignatureStatus.Unknown, "the signer's certificate is not in the mail: give it with -VerifyWith");
        verdict.Signer = certificate.SubjectDN.ToString();
        verdict.KeyId = Sha256Digest.Of(certificate.GetEncoded());
        try
        {
            if (!signer.Verify(certificate.GetPublicKey()))
                return Verdict.Set(verdict, SignatureStatus.Invalid, "the content or the signature was changed");
        }
        catch (CmsException cause)
        {
            return Verdict.Set(verdict, SignatureStatus.Invalid, $"the content or the signature was changed ({cause.Message})");
        }
        catch (GeneralSecurityException cause)
        {
            return Verdict.Set(verdict, SignatureStatus.Unknown, $"the algorithm is not known here ({cause.Message})");
        }

        var reason = SignerAlgorithm.Weakness(signer, certificate)
            ?? SignerTrust.Reason(certificate, certificates, keys.Trusted, VerificationTime(verdict.Time))
            ?? SenderMatch.Difference(message, SignerTrust.Addresses(certificate));
        return Verdict.Trust(verdict, reason);
    }

    // A certificate that has expired since is no reason: old mail stays as good as it was.
    private DateTimeOffset VerificationTime(DateTimeOffset? signed)
    {
        var now = clock.GetUtcNow();
        return signed is { } time && time < now ? time : now;
    }

    private BouncyCertificate? Certificate(SignerInformation signer, IStore<BouncyCertificate> certificates) =>
        certificates.EnumerateMatches(signer.SignerID).FirstOrDefault()
        ?? keys.Trusted.Select(known => new BouncyCertificate(known.RawData)).FirstOrDefault(known => signer.SignerID.Match(known));

    private static DateTimeOffset? TimeOf(SignerInformation signer)
    {
        try
        {
            return signer.SignedAttributes?[CmsAttributes.SigningTime] is { AttrValues.Count: 1 } attribute
                ? new DateTimeOffset(DateTime.SpecifyKind(Time.GetInstance(attribute.AttrValues[0]).ToDateTime(), DateTimeKind.Utc))
                : null;
        }
        catch (Exception cause) when (cause is ArgumentException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }
}
