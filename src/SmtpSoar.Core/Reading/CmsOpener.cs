using System;
using System.Collections.Generic;
using System.IO;
using SmtpSoar.Core.Reading.Content;
using SmtpSoar.Core.Reading.Keys;
using SmtpSoar.Core.Reading.Parsing;
using SmtpSoar.Core.Reading.Smime;

namespace SmtpSoar.Core.Reading;

/// <summary>Opens a part that is a CMS message: signed with its content in it, encrypted, or compressed.</summary>
internal sealed class CmsOpener(MailKeys keys, bool verify, TimeProvider clock, ReadContext context)
{
    /// <summary>The verdicts on its signatures.</summary>
    public IReadOnlyList<SoarEmailSignature> Signatures { get; private set; } = [];

    /// <summary>The algorithm of its encryption, or <see langword="null"/>.</summary>
    public string? Encryption { get; private set; }

    /// <summary>The content of the message, or <see langword="null"/> where it stays closed.</summary>
    public MailContent? Open(MailPart part, MailPart message)
    {
        try
        {
            return Open(part.Content, message);
        }
        catch (ReadLimitException limit)
        {
            context.Cut(limit);
        }
        catch (Exception cause) when (cause is not (OperationCanceledException or SmtpSoarException))
        {
            context.Warn(ReadMessages.NotDecrypted(cause.Message));
        }

        return null;
    }

    private MailContent? Open(MailContent content, MailPart message)
    {
        var type = TypeOf(content);
        if (CmsTypes.IsSigned(type))
        {
            if (verify)
                Signatures = new SmimeVerifier(keys, clock, context).Opaque(content, message);
            return new DerivedContent(stop => ContentOf(content, stop));
        }

        if (CmsTypes.IsCompressed(type))
            return Decompressed.Of(content, context);
        return CmsTypes.IsEncrypted(type) ? Decrypted(content, message) : throw new InvalidDataException("it is of an unknown kind");
    }

    private MailContent? Decrypted(MailContent content, MailPart message)
    {
        message.Encryption ??= "S/MIME";
        if (keys.Decrypting.Count == 0)
        {
            context.Warn(ReadMessages.StaysEncrypted("S/MIME"));
            return null;
        }

        var opened = new SmimeDecrypter(keys, context).Open(content, out var algorithm);
        (Encryption, message.Encryption) = (algorithm, null);
        return opened;
    }

    private byte[] TypeOf(MailContent content)
    {
        using var stream = content.Open(0, context.Stop);
        return CmsLayout.Read(stream, context.Limits).Type;
    }

    private CountingStream ContentOf(MailContent content, System.Threading.CancellationToken stop)
    {
        var stream = content.Open(0, stop);
        try
        {
            var inner = CmsLayout.Read(stream, context.Limits).Content ?? Stream.Null;
            return new CountingStream(inner, stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }
}
