using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Cms;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.X509;
using SmtpSoar.Core.Reading.Content;
using SmtpSoar.Core.Reading.Keys;

namespace SmtpSoar.Core.Reading.Smime;

/// <summary>Decrypts messages of S/MIME (RFC 8551, section 3.3), without holding their content.</summary>
/// <param name="keys">The certificates with private keys.</param>
/// <param name="context">The limits.</param>
internal sealed class SmimeDecrypter(MailKeys keys, ReadContext context)
{
    private const int RecipientsElement = 0x31;

    /// <summary>The decrypted content, which is made anew from the mail each time it is read.</summary>
    /// <param name="encrypted">The message, decoded.</param>
    /// <param name="algorithm">The algorithm of the content.</param>
    /// <exception cref="InvalidDataException">The reason why it can't be decrypted.</exception>
    public MailContent Open(MailContent encrypted, out string algorithm)
    {
        using var stream = encrypted.Open(0, context.Stop);
        var layout = CmsLayout.Read(stream, context.Limits);
        var cipher = ContentCipher.Of(AlgorithmIdentifier.GetInstance(Asn1Object.FromByteArray(layout.Inner[1])));
        algorithm = cipher.Name;
        var key = ContentKey(Recipients(layout));
        if (key.Length != cipher.KeyLength)
            throw new InvalidDataException("its key has a wrong length");
        return new DerivedContent(stop => Decrypt(encrypted, cipher, key, stop));
    }

    private OwningStream Decrypt(MailContent encrypted, ContentCipher cipher, byte[] key, CancellationToken stop)
    {
        var stream = encrypted.Open(0, stop);
        try
        {
            var content = CmsLayout.Read(stream, context.Limits).Content ?? Stream.Null;
            return new OwningStream(cipher.Decrypt(content, key), stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private static List<RecipientInfo> Recipients(CmsLayout layout)
    {
        var set = layout.Before.FirstOrDefault(element => element[0] == RecipientsElement)
            ?? throw new InvalidDataException("it names no recipient");
        return Asn1Set.GetInstance(Asn1Object.FromByteArray(set)).Select(RecipientInfo.GetInstance).ToList();
    }

    private byte[] ContentKey(List<RecipientInfo> recipients)
    {
        var failure = "it is for none of the keys of -DecryptWith";
        foreach (var recipient in recipients)
            foreach (var certificate in keys.Decrypting)
                if (Matching(recipient, certificate) is { } open)
                    try
                    {
                        return open();
                    }
                    catch (Exception cause) when (cause is CryptographicException or InvalidDataException or NotSupportedException)
                    {
                        failure = $"its key can't be opened: {cause.Message}";
                    }

        throw new InvalidDataException(failure);
    }

    private static Func<byte[]>? Matching(RecipientInfo recipient, X509Certificate2 certificate)
    {
        if (recipient.Info is KeyTransRecipientInfo transport && RecipientMatch.Is(transport.RecipientIdentifier.ID, certificate))
            return () => Transported(transport, certificate);
        if (recipient.Info is not KeyAgreeRecipientInfo agreement)
            return null;
        var mine = agreement.RecipientEncryptedKeys
            .Select(RecipientEncryptedKey.GetInstance)
            .FirstOrDefault(key => RecipientMatch.Is(key.Identifier, certificate));
        return mine is null ? null : () => KeyAgreement.Open(agreement, mine.EncryptedKey.GetOctets(), certificate);
    }

    private static byte[] Transported(KeyTransRecipientInfo recipient, X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPrivateKey() ?? throw new InvalidDataException("the certificate has no RSA key");
        return rsa.Decrypt(recipient.EncryptedKey.GetOctets(), Padding(recipient.KeyEncryptionAlgorithm));
    }

    private static RSAEncryptionPadding Padding(AlgorithmIdentifier algorithm)
    {
        if (algorithm.Algorithm.Equals(PkcsObjectIdentifiers.RsaEncryption))
            return RSAEncryptionPadding.Pkcs1;
        if (!algorithm.Algorithm.Equals(PkcsObjectIdentifiers.IdRsaesOaep))
            throw new NotSupportedException($"the algorithm {algorithm.Algorithm.Id} is not known here");
        var hash = RsaesOaepParameters.GetInstance(algorithm.Parameters ?? DerSequence.Empty).HashAlgorithm.Algorithm.Id;
        return hash switch
        {
            "1.3.14.3.2.26" => RSAEncryptionPadding.OaepSHA1,
            "2.16.840.1.101.3.4.2.1" => RSAEncryptionPadding.OaepSHA256,
            "2.16.840.1.101.3.4.2.2" => RSAEncryptionPadding.OaepSHA384,
            "2.16.840.1.101.3.4.2.3" => RSAEncryptionPadding.OaepSHA512,
            _ => throw new NotSupportedException($"OAEP with the hash {hash} is not known here"),
        };
    }

    /// <summary>A stream that closes another with itself.</summary>
    private sealed class OwningStream(Stream inner, Stream owned) : ReadOnlyStream
    {
        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        protected override void Dispose(bool disposing)
        {
            // The one inside would read to the end to look for its padding.
            if (disposing)
                owned.Dispose();
            base.Dispose(disposing);
        }
    }
}
