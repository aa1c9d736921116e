using System;
using System.Linq;
using MimeKit;
using SmtpSoar.Core.Reading.Content;
using SmtpSoar.Core.Reading.Parsing;

namespace SmtpSoar.Core.Reading;

/// <summary>Makes the object that users see of the parts of a mail.</summary>
internal sealed class EmailBuilder(ReadContext context)
{
    /// <summary>The mail, with the mails in it.</summary>
    /// <param name="message">The part that is the mail.</param>
    public SoarEmail Build(MailPart message)
    {
        var email = new SoarEmail();
        new HeaderReader(context).Fill(email, message.Headers);
        var bodies = new BodyCollector();
        foreach (var part in message.Children)
            bodies.Collect(part, part.Kind == PartKind.Multipart ? "" : "1");
        if (bodies.HasSpareText)
            context.Warn(ReadMessages.SeveralTexts);
        email.TextBody = TextOf(bodies.Text);
        email.HtmlBody = TextOf(bodies.Html);
        email.Attachments = bodies.Attachments.Select(found => Attachment(found.Part, found.Number)).ToList();
        if (email is { TextBody: null, HtmlBody: null } && message.Signatures.Count == 0 && bodies.HasClosedMessage)
            context.Warn(ReadMessages.SignedButClosed);
        email.Signature = message.Signatures;
        email.Encryption = message.Encryption;
        email.Structure = StructureText.Of(message);
        return email;
    }

    private string? TextOf(MailPart? part) => part is null ? null : TextDecoder.Decode(part.Text ?? [], part.Type.Charset, context);

    private SoarEmailAttachment Attachment(MailPart part, string number)
    {
        var content = part.Kind == PartKind.AttachedMessage ? part.RawContent : part.Content;
        var digest = part.Digest ??= Digest(content);
        var nested = part.Children.FirstOrDefault(child => child.Kind == PartKind.Message);
        var email = nested is null ? null : Build(nested);
        if (email is not null && digest is not null)
            (email.Size, email.Content) = (digest.Size, new AttachedContent(content, digest.Size, digest.Sha256));
        return new SoarEmailAttachment
        {
            Name = new AttachmentName(context).Of(part),
            ContentType = part.Type.MimeType.ToLowerInvariant(),
            ContentId = part.Find(HeaderId.ContentId) is { } id ? ContentIdOf(id.Value) : null,
            Inline = IsInline(part),
            Size = digest?.Size ?? 0,
            Sha256 = digest?.Sha256,
            VaultId = digest?.Sha1,
            Part = number,
            Email = email,
            Content = digest is null ? null : new AttachedContent(content, digest.Size, digest.Sha256),
        };
    }

    private PartDigest? Digest(MailContent content)
    {
        try
        {
            using var stream = content.Open(0, context.Stop);
            using var digester = new PartDigester(context, ContentEncoding.Default, isText: false);
            var buffer = new byte[64 * 1024];
            int count;
            while ((count = stream.Read(buffer, 0, buffer.Length)) > 0)
                digester.Add(buffer, 0, count);
            return digester.Finish(long.MaxValue);
        }
        catch (ReadLimitException limit)
        {
            context.Cut(limit);
        }
        catch (Exception cause) when (cause is not (OperationCanceledException or SmtpSoarException))
        {
            context.Warn(ReadMessages.PartUnreadable(cause.Message));
        }

        return null;
    }

    private static string ContentIdOf(string value) =>
        MimeKit.Utils.MimeUtils.ParseMessageId(value) ?? ShownText.Line(value.Trim().Trim('<', '>'));

    private static bool IsInline(MailPart part) => BodyCollector.Disposition(part) is { } disposition
        ? disposition.Disposition.Equals(ContentDisposition.Inline, StringComparison.OrdinalIgnoreCase)
        : part.Find(HeaderId.ContentId) is not null && part.Parent?.Is("multipart", "related") == true;
}
