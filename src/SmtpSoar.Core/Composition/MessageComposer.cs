using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using MimeKit;
using SmtpSoar.Core.Attachments;
using SmtpSoar.Core.Composition.Body;
using SmtpSoar.Core.Composition.Headers;
using SmtpSoar.Core.Composition.Rendering;
using SmtpSoar.Core.Files.User;
using SmtpSoar.Core.Html;
using SmtpSoar.Core.Text;
using SmtpSoar.Core.Vault;

namespace SmtpSoar.Core.Composition;

/// <summary>Makes a message of a request: "send email" and "send htmlemail".</summary>
internal sealed class MessageComposer(SmtpAsset asset, TimeProvider clock)
{
    /// <summary>Checks everything, then composes. Nothing is sent.</summary>
    public ComposedMessage Compose(ComposedMailRequest request, CancellationToken cancellationToken)
    {
        var headers = new HeaderFields(request.Headers);
        var addressing = Addressing.Of(request, headers, asset);
        CheckInternational(addressing);
        var subject = CheckSubject(headers.Value("Subject") ?? request.Subject ?? "");
        NotificationChecks.Check(request.DeliveryNotification);
        var body = BodyContent.Of(request, asset.Encoding);
        var attachments = WithPictures(ResolveAttachments(request, out var missing, cancellationToken), body);

        var international = addressing.International is not null;
        var message = new HeaderComposer(clock).Compose(request, headers, addressing, subject);
        var composer = new BodyComposer(attachments, embedEightBit: true, cancellationToken);
        return new ComposedMessage
        {
            Sender = addressing.EnvelopeSender,
            Recipients = addressing.Recipients,
            Image = Render(message, composer, body, international),
            SevenBitImage = () =>
                Render(message, new BodyComposer(attachments, embedEightBit: false, cancellationToken), body, international),
            MessageId = message.Headers[HeaderId.MessageId],
            Subject = subject,
            DeliveryNotification = request.DeliveryNotification,
            InternationalAddress = addressing.International?.Address,
            MissingAttachments = missing,
            Files = FilesOf(attachments),
            Warnings = Warnings(request, body, attachments, missing, composer),
            Notes = body.Removed.Count > 0 ? [Messages.Sanitized(body.Removed)] : [],
        };
    }

    private static IReadOnlyList<ResolvedAttachment> WithPictures(IReadOnlyList<ResolvedAttachment> attachments, BodyContent body) => body.Pictures.Count == 0 && body.Calendar is null
        ? attachments
        : [.. attachments, .. body.Calendar is null ? [] : new[] { body.Calendar.ToAttachment() }, .. body.Pictures.Select(picture => new ResolvedAttachment
        {
            Name = picture.Name,
            ContentType = picture.Type,
            ContentId = picture.ContentId,
            File = UserFile.Made(picture.Name, picture.Content),
        })];

    private static UserFile[] FilesOf(IReadOnlyList<ResolvedAttachment> attachments)
    {
        if (attachments.Count == 0)
            return [];
        var files = new UserFile[attachments.Count];
        for (var i = 0; i < files.Length; i++)
            files[i] = attachments[i].File;
        return files;
    }

    private static RenderedMessage Render(MimeMessage message, BodyComposer composer, BodyContent body, bool international)
    {
        message.Body = composer.Compose(body);
        return MessageRenderer.Render(message, international, composer.HasEightBit);
    }

    private void CheckInternational(Addressing addressing)
    {
        if (addressing.International is { } mailbox && !asset.AllowSmtpUtf8)
            throw Errors.SmtpUtf8NotAllowed.With(mailbox.Address);
    }

    private string CheckSubject(string given)
    {
        var subject = HeaderText.Unfold(given);
        TextChecks.Characters(subject, "subject");
        if (TextChecks.HasControl(subject))
            throw Errors.SubjectLineBreak.With();
        return asset.Encoding || TextChecks.IsAscii(subject) ? subject : throw Errors.UnicodeNotAllowed.With("subject");
    }

    private IReadOnlyList<ResolvedAttachment> ResolveAttachments(ComposedMailRequest request, out IReadOnlyList<string> missing, CancellationToken cancellationToken)
    {
        var named = request.Attachments.Where(attachment => !attachment.IsEmpty).ToList();
        if (named.Count == 0)
        {
            missing = [];
            return [];
        }

        var vault = new VaultStore(request.VaultPath ?? VaultStore.DefaultFolder());
        var attachments = new AttachmentResolver(vault).Resolve(named, request.AllowMissingAttachment, out missing, cancellationToken);
        var unicode = asset.Encoding ? null : attachments.FirstOrDefault(attachment => !TextChecks.IsAscii(attachment.Name));
        return unicode is null ? attachments : throw Errors.UnicodeNotAllowed.With($"file name '{unicode.Name}'");
    }

    private static IEnumerable<string> EmptyReferences(IList<AttachmentReference> attachments)
    {
        foreach (var attachment in attachments)
            if (attachment.LoneContentId is { } number)
                yield return Messages.ContentIdAlone(number);
        if (attachments.Count(attachment => attachment.IsEmpty && attachment.LoneContentId is null) is > 0 and var empty)
            yield return Messages.AttachmentEmpty(empty);
    }

    private static string[] Warnings(
        ComposedMailRequest request,
        BodyContent body,
        IReadOnlyList<ResolvedAttachment> attachments,
        IReadOnlyList<string> missing,
        BodyComposer composer)
    {
        if (request.Attachments.Count == 0 && body.Html is null)
            return [];
        return
        [
            .. missing.Select(Messages.AttachmentLeftOut),
            .. composer.Warnings,
            .. EmptyReferences(request.Attachments),
            .. LooseReferences(body.Html, attachments),
        ];
    }

    private static IEnumerable<string> LooseReferences(string? html, IReadOnlyList<ResolvedAttachment> attachments)
    {
        if (html is null)
            return [];
        var scanned = ContentIds.Scan(html);
        var referenced = scanned.Found;
        var provided = attachments.Select(attachment => attachment.ContentId).OfType<string>().ToList();
        return provided.Where(id => !referenced.Contains(id)).Select(Messages.ContentIdUnused)
            .Concat(referenced.Where(id => !provided.Contains(id)).Select(Messages.ContentIdUnknown))
            .Concat(scanned.Local.Found.Select(Messages.PictureLocal));
    }
}
