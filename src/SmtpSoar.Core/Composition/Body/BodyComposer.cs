using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using MimeKit;
using SmtpSoar.Core.Attachments;
using SmtpSoar.Core.Composition.Headers;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Composition.Body;

/// <summary>
/// Makes the parts of a message: multipart/mixed (only with plain attachments) of multipart/related (only with inline
/// parts) of multipart/alternative (only with HTML or another form) of text, then HTML, then other forms.
/// </summary>
/// <param name="attachments">The files.</param>
/// <param name="form">The form that the parts are made for.</param>
/// <param name="cancellationToken">Ends each wait for a file.</param>
internal sealed class BodyComposer(IReadOnlyList<ResolvedAttachment> attachments, ContentForm form, CancellationToken cancellationToken)
{
    private static readonly char[] LineEnds = ['\r', '\n'];

    private List<string>? _warnings;

    /// <summary>Whether a part has 8-bit content.</summary>
    public bool HasEightBit { get; private set; }

    /// <summary>Sentences that the sender should know though the message goes.</summary>
    public IReadOnlyList<string> Warnings => (IReadOnlyList<string>?)_warnings ?? [];

    public MimeEntity Compose(RenderedBody body)
    {
        var text = Text("plain", body.Text!);
        if (body.Html is null && body.Alternatives.Count == 0)
            return Mixed(text, attachments, body);

        var alternative = new MultipartAlternative { text };
        if (body.Html is not null)
            alternative.Add(Text("html", body.Html));
        for (var i = 0; i < body.Alternatives.Count; i++)
            alternative.Add(Alternative(body.Alternatives[i]));
        if (body.Html is null)
            return Mixed(alternative, attachments, body);

        var inline = attachments.Where(attachment => attachment.ContentId is not null);
        var plain = attachments.Where(attachment => attachment.ContentId is null);
        return Mixed(Multi("related", alternative, inline, body.Pictures), plain, body);
    }

    private MimeEntity Mixed(MimeEntity first, IEnumerable<ResolvedAttachment> files, RenderedBody body) =>
        Multi("mixed", first, files, body.Files);

    private MimeEntity Multi(string subtype, MimeEntity first, IEnumerable<ResolvedAttachment> others, IReadOnlyList<BodyFile> made)
    {
        var files = others.ToList();
        if (files.Count == 0 && made.Count == 0)
            return first;

        // RFC 2387, section 3.1: the type of the root part.
        var multipart = subtype == "related" ? new MultipartRelated() : new Multipart(subtype);
        multipart.Add(first);
        if (subtype == "related")
            multipart.ContentType.Parameters["type"] = first.ContentType.MimeType;
        foreach (var file in files)
            multipart.Add(File(file, subtype == "related"));
        for (var i = 0; i < made.Count; i++)
            multipart.Add(File(made[i], subtype == "related"));
        return multipart;
    }

    private BodyPart Alternative(BodyAlternative alternative)
    {
        var type = ContentType.Parse(alternative.Type);
        var part = Text(type.MediaSubtype, alternative.Text);
        foreach (var parameter in type.Parameters)
            part.ContentType.Parameters[parameter.Name] = parameter.Value;
        return part;
    }

    private BodyPart Text(string subtype, string text)
    {
        var isProtected = form == ContentForm.Protected;
        var part = new BodyPart(subtype, isProtected);
        var lines = WithLineEnds(text);
        part.SetText(TextChecks.IsAscii(text) ? Encoding.ASCII : Encoding.UTF8, lines);

        // RFC 5322, section 3.5, has no control characters in text; MimeKit would choose 7bit.
        if (TextChecks.HasControlInLines(text))
            part.ContentTransferEncoding = ContentEncoding.QuotedPrintable;
        if (isProtected && FragileLines.EncodingFor(lines) is not ContentEncoding.Default and var encoding)
            part.ContentTransferEncoding = encoding;
        return part;
    }

    // A CR alone may not go out (RFC 5322, section 2.3), and text in base64 has CRLF inside (RFC 2045, section 6.8).
    public static string WithLineEnds(string text) =>
        HasOddLineEnd(text) ? text.Replace("\r\n", "\n").Replace('\r', '\n').Replace("\n", "\r\n") : text;

    private static bool HasOddLineEnd(string text)
    {
        for (var i = text.IndexOfAny(LineEnds); i >= 0; i = text.IndexOfAny(LineEnds, i))
        {
            if (text[i] == '\n' || i + 1 == text.Length || text[i + 1] != '\n')
                return true;
            i += 2;
        }

        return false;
    }

    private SegmentPart File(ResolvedAttachment file, bool inline)
    {
        var type = ContentType.Parse(file.ContentType);
        var allowEightBit = form == ContentForm.EightBit;
        var part = type.IsMimeType("message", "rfc822") && AttachedMessage.TryMake(file, allowEightBit, cancellationToken) is { } message
            ? Embedded(message, type, file)
            : Base64(type.IsMimeType("message", "*") ? new ContentType("application", "octet-stream") : type, file);
        HasEightBit |= part.ContentTransferEncoding == ContentEncoding.EightBit;
        Describe(part, file.Name, file.ContentId, inline);
        return part;
    }

    private static SegmentPart File(BodyFile file, bool inline)
    {
        var text = Convert.ToBase64String(file.Content, Base64FormattingOptions.InsertLineBreaks) + "\r\n";
        var part = new SegmentPart(ContentType.Parse(file.Type), new BytesSegment(Encoding.ASCII.GetBytes(text)))
        {
            ContentTransferEncoding = ContentEncoding.Base64,
        };
        Describe(part, file.Name, file.ContentId, inline);
        return part;
    }

    private SegmentPart Embedded(AttachedMessage message, ContentType type, ResolvedAttachment file)
    {
        if (message.MailboxLine is { } line)
            (_warnings ??= []).Add(Messages.MailboxLineLeftOut($"The attachment '{file.Name}'", line));
        return message.ToPart(type);
    }

    private static SegmentPart Base64(ContentType type, ResolvedAttachment file)
    {
        IContentSegment content = new Base64FileSegment(file.File);

        // The line end before a boundary belongs to the boundary: without another one an empty file would be a part without content.
        if (file.File.Length == 0)
            content = new CompositeSegment([content, BytesSegment.LineEnd]);
        return new SegmentPart(type, content) { ContentTransferEncoding = ContentEncoding.Base64 };
    }

    private static void Describe(MimePart part, string name, string? contentId, bool inline)
    {
        part.Headers.Replace(FileFields.TypeOf(part.ContentType, name));
        part.Headers.Replace(FileFields.DispositionOf(inline ? ContentDisposition.Inline : ContentDisposition.Attachment, name));
        if (contentId is not null)
            part.Headers.Replace(FileFields.IdOf(contentId));
    }
}
