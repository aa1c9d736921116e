using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using SmtpSoar.Core.Reading.Content;
using SmtpSoar.Core.Reading.Parsing;

namespace SmtpSoar.Core.Reading.Pgp;

/// <summary>Decrypts messages of OpenPGP (RFC 3156, section 4), without holding their content.</summary>
/// <param name="keys">The keys.</param>
/// <param name="verifier">Verifies the signatures within.</param>
/// <param name="context">The limits.</param>
internal sealed class PgpDecrypter(PgpKeys keys, PgpVerifier verifier, ReadContext context)
{
    private const int MaxLayers = 4;
    private const int BufferLength = 64 * 1024;

    /// <summary>
    /// The decrypted content, which is made anew from the mail each time it is read. It was read to its end before, so that the
    /// integrity of all of it is known.
    /// </summary>
    /// <param name="encrypted">The message, decoded.</param>
    /// <param name="message">The mail.</param>
    /// <param name="signatures">The verdicts on the signatures within.</param>
    /// <exception cref="InvalidDataException">The reason why it can't be decrypted.</exception>
    public MailContent Open(MailContent encrypted, MailPart message, List<SoarEmailSignature> signatures)
    {
        using (var opened = Start(encrypted, context.Stop))
        {
            Check(opened, message, signatures);
        }

        return new DerivedContent(stop => Start(encrypted, stop));
    }

    private void Check(OpenedMessage opened, MailPart message, List<SoarEmailSignature> signatures)
    {
        var onePass = opened.OnePass.Take(context.Limits.MaxSignatures).ToList();
        var rings = onePass.ToDictionary(one => one, one => keys.FindPublic(one.KeyId)?.GetPublicKey(one.KeyId));
        foreach (var one in onePass)
            if (rings[one] is { } key)
                one.InitVerify(key);
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = opened.Read(buffer, 0, buffer.Length)) > 0)
        {
            context.CountDecoded(count);
            foreach (var one in onePass)
                if (rings[one] is not null)
                    one.Update(buffer, 0, count);
        }

        var trailing = opened.ReadSignatures();
        if (!opened.IsWhole())
            throw new InvalidDataException("its integrity is broken: it was changed after it was encrypted");
        foreach (var one in onePass)
            signatures.Add(Judged(one, trailing, message));
    }

    private SoarEmailSignature Judged(PgpOnePassSignature one, IReadOnlyList<PgpSignature> trailing, MailPart message)
    {
        var signature = trailing.FirstOrDefault(candidate => candidate.KeyId == one.KeyId);
        return signature is null
            ? Verdict.Of(SignatureKind.OpenPgp, SignatureStatus.Invalid, "the signature is missing behind the content")
            : verifier.Judged(signature, message, _ => one.Verify(signature));
    }

    private OpenedMessage Start(MailContent encrypted, CancellationToken stop)
    {
        var isArmored = IsArmored(encrypted, stop);
        var bytes = encrypted.Open(0, stop);
        var stream = new CountingStream(bytes, bytes);
        try
        {
            var buffered = new BufferedStream(stream, BufferLength);
            var factory = new PgpObjectFactory(isArmored ? new ArmoredInputStream(buffered) : buffered);
            var list = Next<PgpEncryptedDataList>(factory) ?? throw new InvalidDataException("it has no encrypted content");
            var (data, clear) = Decrypt(list);
            if (!data.IsIntegrityProtected())
                throw new InvalidDataException("nothing protects its integrity, so it is not opened (RFC 9580, section 13.7)");
            return Unpack(new OpenedMessage(stream, data), clear);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    // The first byte of a packet has its highest bit set (RFC 9580, section 4.2).
    private static bool IsArmored(MailContent encrypted, CancellationToken stop)
    {
        using var stream = encrypted.Open(0, stop);
        var first = new byte[1];
        return stream.Read(first, 0, 1) == 1 && first[0] < 0x80;
    }

    private (PgpPublicKeyEncryptedData Data, Stream Clear) Decrypt(PgpEncryptedDataList list)
    {
        foreach (var data in list.GetEncryptedDataObjects().OfType<PgpPublicKeyEncryptedData>())
            if (keys.FindPrivate(data.KeyId) is { } key)
                return (data, data.GetDataStream(key));
        throw new InvalidDataException("it is for none of the keys of -DecryptWith");
    }

    private OpenedMessage Unpack(OpenedMessage opened, Stream clear)
    {
        for (var layer = 0; layer < MaxLayers; layer++)
        {
            var factory = new PgpObjectFactory(clear);
            var item = factory.NextPgpObject();
            while (item is PgpOnePassSignatureList list)
            {
                for (var index = 0; index < list.Count; index++)
                    opened.OnePass.Add(list[index]);
                item = factory.NextPgpObject();
            }

            if (item is PgpLiteralData literal)
                return opened.Set(factory, literal.GetInputStream());
            if (item is not PgpCompressedData compressed)
                throw new InvalidDataException("it has no content that can be read");
            clear = Expanded(compressed, opened);
        }

        throw new InvalidDataException("its content is compressed again and again");
    }

    // The bytes that were read of the mail stand for those that were expanded: encryption takes as many.
    private ExpansionGuard Expanded(PgpCompressedData compressed, OpenedMessage opened) =>
        new(compressed.GetDataStream(), () => opened.BytesRead, context.Limits);

    private static T? Next<T>(PgpObjectFactory factory)
        where T : PgpObject
    {
        for (var item = factory.NextPgpObject(); item is not null; item = factory.NextPgpObject())
            if (item is not PgpMarker)
                return item as T;
        return null;
    }
}
