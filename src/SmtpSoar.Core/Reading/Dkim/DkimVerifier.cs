using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using MimeKit;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;
using SmtpSoar.Core.NameService;
using SmtpSoar.Core.Reading.Content;
using SmtpSoar.Core.Reading.Parsing;

namespace SmtpSoar.Core.Reading.Dkim;

/// <summary>Verifies signatures of DKIM (RFC 6376, 8301, 8463), without holding the body.</summary>
/// <param name="resolver">Asks DNS.</param>
/// <param name="clock">The clock.</param>
/// <param name="context">The limits.</param>
internal sealed class DkimVerifier(IDnsResolver resolver, TimeProvider clock, ReadContext context)
{
    private const int LeastRsaBits = 1024;

    private static readonly string[] Needed = ["v", "a", "b", "bh", "d", "h", "s"];

    private SmtpSoarException? _unavailable;

    /// <summary>The verdicts on the signatures of a mail.</summary>
    /// <param name="message">The mail.</param>
    public IReadOnlyList<SoarEmailSignature> Verify(MailPart message)
    {
        var fields = message.Headers.Where(field => field.Id == HeaderId.DkimSignature).ToList();
        if (fields.Count > context.Limits.MaxSignatures)
            context.Warn(ReadMessages.SignaturesOverLimit(context.Limits.MaxSignatures));
        return fields.Take(context.Limits.MaxSignatures).Select(field => Judged(field, message)).ToList();
    }

    private SoarEmailSignature Judged(Header field, MailPart message)
    {
        var verdict = new SoarEmailSignature { Kind = SignatureKind.Dkim };
        try
        {
            return Judge(verdict, field, message);
        }
        catch (ReadLimitException limit)
        {
            return Verdict.Set(verdict, SignatureStatus.Unknown, limit.Message);
        }
        catch (Exception cause) when (cause is not (OperationCanceledException or SmtpSoarException))
        {
            return Verdict.Set(verdict, SignatureStatus.Invalid, $"the signature can't be read: {cause.Message}");
        }
    }

    private SoarEmailSignature Judge(SoarEmailSignature verdict, Header field, MailPart message)
    {
        if (TagList.Parse(field.Value) is not { } tags || Missing(tags) is { Length: > 0 })
            return Verdict.Set(verdict, SignatureStatus.Invalid, "the signature lacks a tag, or has one twice");
        var (domain, selector) = (tags["d"]!, tags["s"]!);
        (verdict.Signer, verdict.KeyId, verdict.Algorithm) = (tags["i"] ?? domain, $"{selector}._domainkey.{domain}", tags["a"]);
        verdict.Time = Time(tags["t"]);
        if (Fault(tags, domain) is { } fault)
            return Verdict.Set(verdict, SignatureStatus.Invalid, fault);
        if (tags["a"] is not ("rsa-sha256" or "rsa-sha1" or "ed25519-sha256"))
            return Verdict.Set(verdict, SignatureStatus.Unknown, $"the algorithm {tags["a"]} is not known here");
        if (!HasBodyHash(tags, message, out var length))
            return Verdict.Set(verdict, SignatureStatus.Invalid, "the body was changed");
        if (FindKey(verdict) is not { } key)
            return verdict;
        if (!HasSignature(tags, field, message, key))
            return Verdict.Set(verdict, SignatureStatus.Invalid, "the header or the signature was changed");
        var reason = Weakness(tags, key, length) ?? Expiry(tags) ?? Alignment(domain, message);
        return Verdict.Trust(verdict, reason);
    }

    private static string Missing(TagList tags) => string.Join(", ", Needed.Where(tag => tags[tag] is null or ""));

    private static string? Fault(TagList tags, string domain)
    {
        if (tags["v"] != "1")
            return "the signature is of another version";
        if (!Names(tags).Contains("From", StringComparer.OrdinalIgnoreCase))
            return "the signature does not cover From";
        var identity = tags["i"] is { } user ? user.Substring(user.LastIndexOf('@') + 1) : domain;
        return IsWithin(identity, domain) ? null : $"the identity {tags["i"]} is not of the domain {domain}";
    }

    private static string[] Names(TagList tags) => tags.Compact("h")!.Split(':');

    private bool HasBodyHash(TagList tags, MailPart message, out long length)
    {
        var body = message.Source.Slice(message.ContentStart, message.End - message.ContentStart);
        using var stream = LineEnds.Canonical(body, context).Open(0, context.Stop);
        var isRelaxed = Canonicalization(tags, 1) == "relaxed";
        var algorithm = tags["a"] == "rsa-sha1" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;
        var signed = tags.Compact("l") is { } given ? long.Parse(given, NumberStyles.None, CultureInfo.InvariantCulture) : long.MaxValue;
        var hash = BodyHash.Of(stream, isRelaxed, algorithm, signed, context, out length);
        return (signed == long.MaxValue || signed <= length) && Convert.FromBase64String(tags.Compact("bh")!).SequenceEqual(hash);
    }

    private static string Canonicalization(TagList tags, int index)
    {
        var forms = (tags.Compact("c") ?? "simple").Split('/');
        return index < forms.Length ? forms[index] : "simple";
    }

    private AsymmetricKeyParameter? FindKey(SoarEmailSignature verdict)
    {
        try
        {
            if (_unavailable is not null)
                throw _unavailable;
            var records = resolver.FindTextAsync(verdict.KeyId!, context.Stop).ConfigureAwait(false).GetAwaiter().GetResult();
            if (records.Count == 1)
                return PublishedKey.Parse(records[0]);
            Verdict.Set(verdict, SignatureStatus.Unknown, $"DNS has {(records.Count == 0 ? "no key" : "several keys")} at {verdict.KeyId}");
        }
        catch (SmtpSoarException cause)
        {
            _unavailable = cause;
            Verdict.Set(verdict, SignatureStatus.Unknown, $"the key at {verdict.KeyId} can't be asked for: {cause.Message}");
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            Verdict.Set(verdict, SignatureStatus.Unknown, $"the key at {verdict.KeyId} can't be used: {cause.Message}");
        }

        return null;
    }

    private static bool HasSignature(TagList tags, Header field, MailPart message, AsymmetricKeyParameter key)
    {
        var data = new SignedFields(message.Headers, Canonicalization(tags, 0) == "relaxed").Write(Names(tags), field);
        var signature = Convert.FromBase64String(tags.Compact("b")!);
        if (tags["a"] == "ed25519-sha256" != key is Ed25519PublicKeyParameters)
            return false;
        var signer = key is Ed25519PublicKeyParameters
            ? new Ed25519Signer()
            : SignerUtilities.GetSigner(tags["a"] == "rsa-sha1" ? "SHA-1withRSA" : "SHA-256withRSA");
        signer.Init(false, key);

        // RFC 8463, section 3: Ed25519 signs the hash.
        var input = key is Ed25519PublicKeyParameters ? DigestUtilities.CalculateDigest("SHA-256", data) : data;
        signer.BlockUpdate(input, 0, input.Length);
        return signer.VerifySignature(signature);
    }

    private static string? Weakness(TagList tags, AsymmetricKeyParameter key, long length)
    {
        if (tags["a"] == "rsa-sha1")
            return "the signature uses SHA-1, which can be forged";
        if (key is RsaKeyParameters { Modulus.BitLength: var bits and < LeastRsaBits })
            return $"the domain's RSA key has {bits} bits, fewer than {LeastRsaBits}";
        return tags.Compact("l") is { } signed && long.Parse(signed, CultureInfo.InvariantCulture) < length
            ? $"the signature covers the first {signed} bytes of the body alone"
            : null;
    }

    private string? Expiry(TagList tags) =>
        Time(tags["x"]) is { } end && end < clock.GetUtcNow() ? FormattableString.Invariant($"the signature expired at {end:u}") : null;

    private static string? Alignment(string domain, MailPart message)
    {
        var authors = SenderMatch.Authors(message).Select(author => author.Substring(author.LastIndexOf('@') + 1)).ToList();
        if (authors.Count == 0)
            return "the mail names no author";
        var strange = authors.FirstOrDefault(author => !IsWithin(author, domain));
        return strange is null ? null : $"the mail is from the domain {strange}, the signer is {domain}";
    }

    private static bool IsWithin(string name, string domain) => domain.IndexOf('.') > 0
        && (string.Equals(name, domain, StringComparison.OrdinalIgnoreCase)
            || name.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase));

    private static DateTimeOffset? Time(string? seconds) =>
        long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value < 253_402_300_799
            ? DateTimeOffset.FromUnixTimeSeconds(value)
            : null;
}
