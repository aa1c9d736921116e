using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using MimeKit;
using SmtpSoar.Core.Attachments;
using SmtpSoar.Core.Bodies;
using SmtpSoar.Core.Composition.Headers;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Composition.Body;

/// <summary>
/// Makes the parts of a message: multipart/mixed (only with plain attachments) of multipart/related (only with inline
/// parts) of multipart/alternative (only with HTML) of text, then HTML.
/// </summary>
/// <param name="attachments">The files.</param>
/// <param name="embedEightBit">Whether an attached message may keep its 8-bit content.</param>
/// <param name="cancellationToken">Ends each wait for a file.</param>
internal sealed class BodyComposer(IReadOnlyList<ResolvedAttachment> attachments, bool embedEightBit, CancellationToken cancellationToken)
{
    private List<string>? _warnings;

    /// <summary>Whether a part has 8-bit content.</summary>
    public bool HasEightBit { get; private set; }

    /// <summary>Sentences that the sender should know though the message goes.</summary>
    public IReadOnlyList<string> Warnings => (IReadOnlyList<string>?)_warnings ?? [];

    public MimeEntity Compose(BodyContent content)
    {
        var text = Text("plain", content.Text);
        if (content.Html is null && content.Calendar is null)
            return Multi("mixed", text, attachments);

        var alternative = new MultipartAlternative { text };
        if (content.Html is not null)
            alternative.Add(Text("html", content.Html));
        if (content.Calendar is not null)
            alternative.Add(Calendar(content.Calendar));
        var inline = attachments.Where(attachment => attachment.ContentId is not null);
        var plain = attachments.Where(attachment => attachment.ContentId is null);
        return Multi("mixed", Multi("related", alternative, inline), plain);
    }

    private MimeEntity Multi(string subtype, MimeEntity first, IEnumerable<ResolvedAttachment> others)
    {
        var files = others.ToList();
        if (files.Count == 0)
            return first;

        // RFC 2387, section 3.1: the type of the root part.
        var multipart = subtype == "related" ? new MultipartRelated() : new Multipart(subtype);
        multipart.Add(first);
        if (subtype == "related")
            multipart.ContentType.Parameters["type"] = first.ContentType.MimeType;
        foreach (var file in files)
            multipart.Add(File(file, subtype == "related"));
        return multipart;
    }

    // The last form is the one that readers prefer, if they know it (RFC 2046, section 5.1.4).
    private static BodyPart Calendar(CalendarPart calendar)
    {
        var part = Text("calendar", calendar.Text);
        part.ContentType.Charset = "utf-8";
        part.ContentType.Parameters.Add("method", calendar.Method);
        return part;
    }

    private static BodyPart Text(string subtype, string text)
    {
        var part = new BodyPart(subtype);
        part.SetText(TextChecks.IsAscii(text) ? Encoding.ASCII : Encoding.UTF8, WithLineEnds(text));

        // RFC 5322, section 3.5, has no control characters in text; MimeKit would choose 7bit.
        if (TextChecks.HasControlInLines(text))
            part.ContentTransferEncoding = ContentEncoding.QuotedPrintable;
        return part;
    }

    // A CR alone may not go out (RFC 5322, section 2.3), and text in base64 has CRLF inside (RFC 2045, section 6.8).
    private static string WithLineEnds(string text) =>
        HasOddLineEnd(text) ? text.Replace("\r\n", "\n").Replace('\r', '\n').Replace("\n", "\r\n") : text;

    private static bool HasOddLineEnd(string text)
    {
        for (var i = text.IndexOfAny(['\r', '\n']); i >= 0; i = text.IndexOfAny(['\r', '\n'], i))
        {
            if (text[i] == '\n' || i + 1 == text.Length || text[i + 1] != '\n')
                return true;
            i += 2;
        }

        return false;
    }

    private FilePart File(ResolvedAttachment file, bool inline)
    {
        var type = ContentType.Parse(file.ContentType);
        var part = type.IsMimeType("message", "rfc822") && AttachedMessage.TryMake(file, embedEightBit, cancellationToken) is { } message
            ? Embedded(message, type, file)
            : Base64(type.IsMimeType("message", "*") ? new ContentType("application", "octet-stream") : type, file);
        HasEightBit |= part.ContentTransferEncoding == ContentEncoding.EightBit;
        Describe(part, file, inline);
        return part;
    }

    private FilePart Embedded(AttachedMessage message, ContentType type, ResolvedAttachment file)
    {
        if (message.MailboxLine is { } line)
            (_warnings ??= []).Add(Messages.MailboxLineLeftOut($"The attachment '{file.Name}'", line));
        return message.ToPart(type);
    }

    private static FilePart Base64(ContentType type, ResolvedAttachment file)
    {
        IContentSegment content = new Base64FileSegment(file.File);

        // The line end before a boundary belongs to the boundary: without another one an empty file would be a part without content.
        if (file.File.Length == 0)
            content = new CompositeSegment([content, BytesSegment.LineEnd]);
        return new FilePart(type, content) { ContentTransferEncoding = ContentEncoding.Base64 };
    }

    private static void Describe(MimePart part, ResolvedAttachment file, bool inline)
    {
        part.Headers.Replace(FileFields.TypeOf(part.ContentType, file.Name));
        part.Headers.Replace(FileFields.DispositionOf(inline ? ContentDisposition.Inline : ContentDisposition.Attachment, file.Name));
        if (file.ContentId is not null)
            part.Headers.Replace(FileFields.IdOf(file.ContentId));
    }
}
